// check-csvw.mjs METADATA...: whether CSV on the Web metadata and the CSV beside them fit.
//
// Neither npm nor Debian has one of the validators that the W3C lists. So this is made of public
// parts: the metadata, read as JSON-LD, use no term that the W3C's vocabulary does not have; the
// parser of CSV on the Web of Zazuko reads the table by them; and every literal that it makes is
// held against its XML Schema datatype.
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import rdf from '@rdfjs/data-model'
import datasets from '@rdfjs/dataset'
import vocabulary from '@vocabulary/csvw'
import { JsonLdParser } from 'jsonld-streaming-parser'
import CsvwParser from 'rdf-parser-csvw'
import { validateTerm } from 'rdf-validate-datatype'

const csvw = 'http://www.w3.org/ns/csvw#'
const xsd = 'http://www.w3.org/2001/XMLSchema#'
const factory = Object.assign(Object.create(rdf), { dataset: (quads) => quads })
const terms = new Set([...vocabulary({ factory })].map(({ subject }) => subject.value))

// What http://www.w3.org/ns/csvw says of these keys, since tests use no network; any other key
// becomes a term of the same name.
const context = {
  '@vocab': csvw,
  '@language': 'en',
  csvw,
  dc: 'http://purl.org/dc/terms/',
  columns: { '@id': 'csvw:column', '@container': '@list' },
  titles: { '@id': 'csvw:title', '@container': '@language' },
  name: { '@id': 'csvw:name', '@type': `${xsd}string` },
  url: { '@id': 'csvw:url', '@type': '@id' },
  datatype: { '@id': 'csvw:datatype', '@type': '@vocab' },
  date: `${xsd}date`,
  integer: `${xsd}integer`,
  number: `${xsd}double`,
  string: `${xsd}string`
}

async function readMetadata(json) {
  const quads = []
  const parser = new JsonLdParser({ dataFactory: rdf, baseIRI: 'https://example.org/' })
  const text = JSON.stringify({ ...json, '@context': context })
  for await (const quad of Readable.from([text]).pipe(parser)) quads.push(quad)
  return datasets.dataset(quads)
}

function * unknownTerms(metadata) {
  for (const { predicate, object } of metadata) {
    for (const { value } of [predicate, object]) {
      if (value.startsWith(csvw) && !terms.has(value)) yield `${value} is no term of CSVW`
    }
    if (predicate.value === `${csvw}datatype` && !object.value.startsWith(xsd)) {
      yield `${object.value} is no datatype`
    }
  }
}

function quoted(cell) {
  return /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

async function * wrongCells(json, metadata, csv) {
  const [header, ...records] = readFileSync(csv, 'utf8').trimEnd().split('\n')
  const titles = (json.tableSchema?.columns ?? []).map((column) => column.titles)
  if (header !== titles.map(quoted).join(',')) yield 'the titles are not the header'
  const parser = new CsvwParser({ metadata, relaxColumnCount: false })
  let rows = 0
  let numbers = 0
  for await (const { predicate, object } of parser.import(createReadStream(csv))) {
    rows += predicate.value === `${csvw}describes`
    if (object.termType !== 'Literal') continue
    numbers += object.datatype.value === `${xsd}double`
    if (!validateTerm(object)) yield `'${object.value}' is no ${object.datatype.value}`
  }
  if (rows !== records.length) yield `${rows} rows were read of ${records.length}`
  if (numbers === 0) yield 'no number was read'
}

// Where a schema is named by its address, what stands there takes its place (Metadata Vocabulary
// for Tabular Data, 6.2, normalization of object properties).
function readNormalized(file) {
  const json = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof json.tableSchema === 'string') {
    json.tableSchema = JSON.parse(readFileSync(join(dirname(file), json.tableSchema), 'utf8'))
  }
  return json
}

async function mistakesOf(file) {
  const json = readNormalized(file)
  const csv = join(dirname(file), json.url)
  const metadata = await readMetadata(json)
  const mistakes = [...unknownTerms(metadata)]
  if (!existsSync(csv)) return [...mistakes, `${csv} is not there`]
  for await (const mistake of wrongCells(json, metadata, csv)) mistakes.push(mistake)
  return mistakes
}

for (const file of process.argv.slice(2)) {
  const mistakes = await mistakesOf(file)
  for (const mistake of mistakes.slice(0, 20)) console.log(`${file}: ${mistake}`)
  if (mistakes.length > 0) process.exitCode = 1
}
