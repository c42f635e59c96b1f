// check-package.mjs DATAPACKAGE...: whether Frictionless Data's own library for JavaScript takes
// the descriptor and, by its schema, every cell of every table: types, required cells, keys.
import { dirname } from 'node:path'
import datapackage from 'datapackage'

let failed = false
function say(file, message) {
  failed = true
  console.log(`${file}: ${message}`)
}

for (const file of process.argv.slice(2)) {
  const pack = await datapackage.Package.load(file, { basePath: dirname(file) })
  for (const error of pack.errors) say(file, error.message)
  for (const resource of pack.resources) {
    if (!resource.valid || !resource.tabular) say(file, `${resource.name} is no valid table`)
    try {
      await resource.read({ keyed: true })
    } catch (error) {
      for (const each of error.errors?.length ? error.errors : [error]) {
        say(file, `${resource.name}: row ${each.rowNumber}: ${each.message}`)
      }
    }
  }
}
process.exitCode = failed ? 1 : 0
