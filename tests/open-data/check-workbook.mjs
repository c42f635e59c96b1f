// check-workbook.mjs WORKBOOK...: whether the Open XML SDK of Microsoft, which the package carries
// as WebAssembly, finds that each file is as the schemas of Office want it.
import { readFileSync } from 'node:fs'
import validate from '@ooxml-tools/validate'

for (const file of process.argv.slice(2)) {
  const errors = await validate(new Uint8Array(readFileSync(file)), 'xlsx', 'Microsoft365')
  for (const { description, path } of errors) {
    console.log(`${file}: ${path?.partUri} ${path?.xpath}: ${description}`)
    process.exitCode = 1
  }
}
