// Pages in a browser, as readers have them: WCAG 2.2 AA with and without the script, small and
// large, light and dark, on paper, by keyboard alone; and what the script does for them. Every
// page stands in the folder $OFLOG_PAGES.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import * as look from './look.mjs';
import * as use from './use.mjs';

const pages = process.env.OFLOG_PAGES;
const at = (name) => path.join(pages, name);

function check_markup() {
    const files = readdirSync(pages, { recursive: true }).filter((name) => name.endsWith('.html'));
    let said = '';
    try {
        execFileSync('java', ['-jar', process.env.VNU_JAR, '--errors-only', ...files.map(at)],
            { stdio: ['ignore', 'ignore', 'pipe'] });
    } catch (error) {
        said = String(error.stderr);
    }
    look.report(`the markup of ${files.length} pages is valid`, said.split('\n').filter(Boolean));
}

// A page of each kind of the site of examples/england.
const site_pages = {
    'the home page': 'index.html',
    'a council': 'council/E08000035/index.html',
    'a measure with limits': 'metric/skills.level-3-or-above/index.html',
    'a combined authority': 'combined-authority/E47000003/index.html',
    'what has changed': 'changes.html',
    'methods': 'methods.html',
    'downloads': 'downloads.html',
    'best value themes': 'themes.html',
};
// Others of a kind that say other things.
const more_site_pages = {
    'a council that has ended': 'council/E07000163/index.html',
    'a measure without limits': 'metric/waste.recycling-rate/index.html',
};

const browser = await look.open_browser();
const sample = at('sample/index.html');
await look.check_page(browser, 'everything', sample);
await look.check_page(browser, 'hostile texts', at('sample/hostile.html'));
for (const [name, file] of Object.entries(site_pages))
    await look.check_page(browser, name, at(path.join('england/site', file)));
for (const [name, file] of Object.entries(more_site_pages))
    await look.check_without_script(browser, name, at(path.join('england/site', file)));
await look.check_page(browser, 'a council in one file', at('council.html'));
await look.check_without_script(browser, 'a measure in one file', at('metric.html'));

await use.check_hostile(browser, at('sample/hostile.html'));
await use.check_search(browser, sample, 'Find a council', 'ul.searched li', [
    ['lee', ['Leeds'], '1 of 3 shown'],
    ['HARROGATE', ['North Yorkshire (before 2023: Craven, Harrogate)'], '1 of 3 shown'],
    ['york', ['North Yorkshire (before 2023: Craven, Harrogate)', 'York'], '2 of 3 shown'],
    ['zz', [], 'None of 3'],
    ['', ['Leeds', 'North Yorkshire (before 2023: Craven, Harrogate)', 'York'], 'All 3 shown']]);
await use.check_found(browser, at('england/site/index.html'), 'Find a council', {
    'kirk': 'council/E08000034/index.html',
    'telford & w': 'council/E06000020/index.html',
    'harrogate': 'council/E06000065/index.html' });
await use.check_sorting(browser, sample);
await use.check_choices(browser, sample);
await use.check_neighbours(browser, at('england/site/metric/waste.recycling-rate/index.html'),
    'Leeds', 'E08000035');
await use.check_the_checks(browser, sample);
await browser.close();
check_markup();
look.plan();
