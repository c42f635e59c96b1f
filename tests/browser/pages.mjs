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

const browser = await look.open_browser();
await look.check_page(browser, 'everything', at('sample/index.html'));
await look.check_page(browser, 'hostile texts', at('sample/hostile.html'));
await use.check_hostile(browser, at('sample/hostile.html'));
await use.check_search(browser, at('sample/index.html'), 'Find a council', 'ul.searched li', [
    ['lee', ['Leeds'], '1 of 3 shown'],
    ['HARROGATE', ['North Yorkshire (before 2023: Craven, Harrogate)'], '1 of 3 shown'],
    ['york', ['North Yorkshire (before 2023: Craven, Harrogate)', 'York'], '2 of 3 shown'],
    ['zz', [], 'None of 3'],
    ['', ['Leeds', 'North Yorkshire (before 2023: Craven, Harrogate)', 'York'], 'All 3 shown']]);
await use.check_sorting(browser, at('sample/index.html'));
await use.check_choices(browser, at('sample/index.html'));
await use.check_the_checks(browser, at('sample/index.html'));
await browser.close();
check_markup();
look.plan();
