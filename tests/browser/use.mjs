// What the script does for a reader, and that faults of a page are noticed at all.
import * as look from './look.mjs';

const visible = (page, selector) => page.locator(selector).filter({ visible: true });

async function texts_of(page, selector) {
    return (await visible(page, selector).allInnerTexts()).map((text) => text.trim());
}

function differs(found, wanted) {
    return JSON.stringify(found) === JSON.stringify(wanted) ? []
        : [`found ${JSON.stringify(found)}`, `not ${JSON.stringify(wanted)}`];
}

// The announcement comes when a reader has stopped typing.
async function announced(page, text) {
    const status = page.locator('[role=status]', { hasText: text });
    return await status.first().waitFor({ timeout: 3000 }).then(() => [], () =>
        [`nothing announces '${text}'`]);
}

export async function check_search(browser, file, label, item, cases) {
    const { page, close } = await look.open_page(browser, file);
    for (const [typed, wanted, said] of cases) {
        await page.getByLabel(label).fill(typed);
        const found = await texts_of(page, item);
        look.report(`search: '${typed}' in '${label}' finds ${wanted.join(', ') || 'nothing'}`,
            [...differs(found, wanted), ...await announced(page, said)]);
    }
    await close();
}

// What is typed shows links, one of which leads to the page of that name.
export async function check_found(browser, file, label, cases) {
    const { page, close } = await look.open_page(browser, file);
    for (const [typed, wanted] of Object.entries(cases)) {
        await page.getByLabel(label, { exact: true }).first().fill(typed);
        const links = await visible(page, 'ul.searched a').evaluateAll((all) =>
            all.map((link) => link.getAttribute('href')));
        look.report(`search: '${typed}' leads to ${wanted}`,
            links.includes(wanted) && links.length < 10 ? [] : [`found ${links.join(' ')}`]);
    }
    await close();
}

export async function check_sorting(browser, file) {
    const { page, close } = await look.open_page(browser, file);
    const table = page.locator('table[data-searched]').first();
    const names = async () => (await table.locator('tbody th').allInnerTexts())
        .map((text) => text.split('\n')[0].split(' ')[0]);
    const published = await names();
    const steps = [
        ['ascending', ['Kirklees', 'Leeds', 'Bradford', 'England', 'York', 'Wakefield', 'Rutland']],
        ['descending', ['Wakefield', 'York', 'England', 'Bradford', 'Leeds', 'Kirklees', 'Rutland']],
        [null, published]];
    for (const [order, wanted] of steps) {
        await table.getByRole('button', { name: 'Share' }).press('Enter');
        const said = await table.locator('th', { hasText: 'Share' }).getAttribute('aria-sort');
        look.report(`sorting by number: ${order ?? 'back as it was'}`,
            [...differs(await names(), wanted), ...differs(said, order),
                ...await announced(page, order ?? 'In the order of the page')]);
    }
    await table.getByRole('button', { name: 'Council' }).click();
    look.report('sorting by name', differs(await names(),
        ['Bradford', 'England', 'Kirklees', 'Leeds', 'Rutland', 'Wakefield', 'York']));
    await close();
}

export async function check_choices(browser, file) {
    const { page, close } = await look.open_page(browser, file);
    const rows = 'table[data-searched] tbody tr:not(.benchmark) th a';
    for (const [choice, wanted] of [
        ['unitary authority', ['Wakefield', 'York']],
        ['North', ['Wakefield', 'York']],
        ['Leeds', ['Leeds', 'Bradford', 'York']]]) {
        await page.getByLabel('Show').selectOption({ label: choice });
        look.report(`rows of '${choice}' only, and what they are compared with`,
            [...differs(await texts_of(page, rows), wanted),
                ...differs(await texts_of(page, 'tr.benchmark th a'), ['England'])]);
    }
    await page.getByLabel('Compare with').selectOption({ label: 'its region' });
    look.report('one comparison of several', [...differs(
        await texts_of(page, '[data-comparison] > :is(h2, h3, h4)'), ['Its region', 'Its region']),
        ...await announced(page, 'Only comparisons with its region shown')]);
    await close();
}

// A page that has faults, which every look must find.
export async function check_the_checks(browser, file) {
    const { page, asked, close } = await look.open_page(browser, file);
    await page.evaluate(() => {
        const paragraph = document.createElement('p');
        paragraph.textContent = 'faint';
        paragraph.style = 'color: #ccc; background: #fff; min-width: 3000px';
        const button = document.createElement('button');
        button.textContent = 'x';
        button.tabIndex = -1;
        const image = document.createElement('img');
        image.src = 'https://example.invalid/x.png';
        document.body.append(paragraph, button, image);
    });
    const found = (await look.violations(page)).join('\n');
    look.report('faults of a page are noticed', [
        ...['color-contrast', 'image-alt'].filter((rule) => !found.includes(rule + ':')),
        ...((await look.too_wide(page)).length > 0 ? [] : ['too wide']),
        ...((await look.not_reached(page)).length > 0 ? [] : ['not reached']),
        ...(asked.some((address) => address.startsWith('https:')) ? [] : ['a request'])]);
    await close();
}

// Whatever strangers wrote is text: nothing ran, and the page has what it is made of alone.
export async function check_hostile(browser, file) {
    const { page, asked, said, close } = await look.open_page(browser, file);
    const found = await page.evaluate(() => ({ title: document.title,
        odd: document.querySelectorAll('img, main script, iframe, object, base, form').length,
        handlers: Array.from(document.querySelectorAll('*')).filter((element) =>
            element.getAttributeNames().some((name) => name.startsWith('on'))).length,
        schemes: Array.from(document.links).filter((link) =>
            !['file:', 'http:', 'https:'].includes(link.protocol)).length }));
    look.report('hostile texts stay texts', [
        ...differs(found, { title: "<script>document.title = 'taken'</script> – Councils compared",
            odd: 0, handlers: 0, schemes: 0 }), ...said,
        ...asked.filter((address) => !address.startsWith('file:'))]);
    await close();
}

// Of the table that a council stands in, its nearest neighbours alone.
export async function check_neighbours(browser, file, name, code) {
    const { page, close } = await look.open_page(browser, file);
    const show = page.getByLabel('Show').filter({ has: page.locator('option', { hasText: name }) });
    await show.selectOption({ label: name });
    const table = page.locator('table', { has: page.locator(`tr[data-code=${code}]`) });
    const rows = table.locator('tbody tr');
    const all = await rows.evaluateAll((found) => found.map((row) => row.dataset.code));
    const seen = await rows.filter({ visible: true }).evaluateAll((found) =>
        found.map((row) => row.dataset.code));
    const peers = await table.locator(`tr[data-code=${code}]`).getAttribute('data-peers');
    const wanted = all.filter((other) => other === code || peers.split(' ').includes(other));
    look.report(`rows of the nearest neighbours of ${name}`, [...differs(seen, wanted),
        ...(seen.length > 1 && seen.length < all.length ? [] : [`${seen.length} rows`])]);
    await close();
}
