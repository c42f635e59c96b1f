// How pages are opened and what is seen on them: one browser for all tests, and one line of TAP
// for each thing that must hold.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(process.env.OFLOG_NODE_MODULES + '/');
const { chromium } = require('playwright-core');
const axe_source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const switches = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let count = 0;

// Each of `wrong` says what does not hold.
export function report(text, wrong) {
    count += 1;
    for (const line of wrong.slice(0, 20).join('\n').split('\n'))
        if (line !== '')
            console.log('# ' + line);
    console.log(`${wrong.length === 0 ? 'ok' : 'not ok'} ${count} - ${text.replace(/#/g, '')}`);
}

export function plan() {
    console.log(`1..${count}`);
}

export async function open_browser() {
    return chromium.launch({ executablePath: process.env.CHROMIUM, args: switches });
}

// Opens a file in a context of its own; `asked` are the addresses that it asks for, `said` the
// errors of scripts.
export async function open_page(browser, file, { width = 1280, script = true } = {}) {
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(15000);
    const devtools = await context.newCDPSession(page);
    const asked = [], said = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => said.push(String(error)));
    page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning')
            said.push(message.text());
    });
    // A script that was passed over does not run later, when ours look at the page.
    await devtools.send('Emulation.setScriptExecutionDisabled', { value: !script });
    await page.goto(pathToFileURL(file).href);
    await devtools.send('Emulation.setScriptExecutionDisabled', { value: false });
    return { page, asked, said, close: () => context.close() };
}

// What axe finds against WCAG 2.2 AA, each with the first element that it is about. It would ask
// for style sheets by itself, which no page of a folder may.
export async function violations(page) {
    await page.evaluate(axe_source);
    const found = await page.evaluate(() => axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'], preload: false }));
    return found.violations.map(({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes.length} times, first ${nodes[0].html.slice(0, 160)} ` +
        nodes[0].failureSummary.replace(/\s+/g, ' '));
}

// Elements that make the page scroll sideways.
export async function too_wide(page) {
    return page.evaluate(() => {
        const root = document.documentElement;
        if (root.scrollWidth <= root.clientWidth)
            return [];
        const wide = Array.from(document.body.querySelectorAll('*')).filter((element) =>
            element.closest('.table') === null &&
            element.getBoundingClientRect().right > root.clientWidth + 0.5);
        return [`${root.scrollWidth} pixels in ${root.clientWidth}`].concat(
            wide.slice(-3).map((element) => element.outerHTML.slice(0, 160)));
    });
}

// Goes through the page by keyboard alone: what can be used must be reached, be in view, and show
// that it has the focus.
export async function not_reached(page) {
    await page.evaluate(() => {
        const usable = 'a[href], button, input, select, summary, [tabindex="0"]';
        window.still_to_reach = new Set(Array.from(document.querySelectorAll(usable))
            .filter((element) => element.checkVisibility()));
        document.activeElement.blur();
    });
    const wrong = [];
    for (let again = true; again;) {
        await page.keyboard.press('Tab');
        const seen = await page.evaluate(() => {
            const element = document.activeElement, style = getComputedStyle(element);
            const box = element.getBoundingClientRect();
            const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 &&
                box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight;
            return { again: window.still_to_reach.delete(element), shown,
                what: element.outerHTML.slice(0, 160) };
        });
        again = seen.again;
        if (again && !seen.shown)
            wrong.push('its focus is not seen: ' + seen.what);
    }
    const left = await page.evaluate(() =>
        Array.from(window.still_to_reach, (element) => element.outerHTML.slice(0, 160)));
    return wrong.concat(left.map((element) => 'not reached: ' + element));
}

// Text spaced out as WCAG 1.4.12 says, which no page may cut or overlap.
const spaced = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`;

async function with_css(page, css, look) {
    await page.evaluate((text) => {
        const style = document.createElement('style');
        style.id = 'of-the-test';
        style.textContent = text;
        document.head.append(style);
    }, css);
    const found = await look();
    await page.evaluate(() => document.getElementById('of-the-test').remove());
    return found;
}

async function unseen_on_paper(page) {
    return page.evaluate(() => Array.from(document.querySelectorAll('details > :not(summary, .tool)'))
        .filter((element) => element.getBoundingClientRect().height === 0)
        .map((element) => 'not on paper: ' + element.outerHTML.slice(0, 160)));
}

// What must hold of any page, a line each.
export async function check_page(browser, name, file) {
    await check_with_script(browser, name, file);
    await check_without_script(browser, name, file);
}

async function check_with_script(browser, name, file) {
    const folder = pathToFileURL(process.env.OFLOG_PAGES).href + '/';
    const { page, asked, said, close } = await open_page(browser, file);
    const check = async (text, ...looks) => {
        const wrong = [];
        for (const look of looks)
            wrong.push(...await look(page));
        report(`${name}: ${text}`, wrong);
    };
    await check('1280 pixels, light', violations, too_wide);
    await check('by keyboard alone', not_reached);
    await page.setViewportSize({ width: 320, height: 640 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await check('320 pixels, dark', violations, too_wide);
    await with_css(page, spaced, () => check('320 pixels, text spaced out', too_wide));
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
    await with_css(page, 'html { font-size: 200% }', () =>
        check('text of 200%', violations, too_wide));
    await page.emulateMedia({ media: 'print' });
    await check('on paper', violations, unseen_on_paper);
    await close();
    report(`${name}: asks for nothing outside its folder, and no script fails`,
        asked.filter((address) => !address.startsWith(folder)).concat(said));
}

// A second page of a kind is looked at in this way alone.
export async function check_without_script(browser, name, file) {
    const { page, close } = await open_page(browser, file, { script: false, width: 320 });
    report(`${name}: without a script, 320 pixels, light`,
        [...await violations(page), ...await too_wide(page), ...await not_reached(page)]);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'dark' });
    report(`${name}: without a script, 1280 pixels, dark`,
        [...await violations(page), ...await too_wide(page)]);
    await close();
}
