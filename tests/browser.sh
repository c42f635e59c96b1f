#!/bin/sh
# What people look at, in a browser: Debian's Chromium, driven by playwright-core with axe-core, and
# the Nu validator with Debian's Java. The three come from the npm registry, into the folder of
# the build, as tests/browser/package-lock.json says.
: "${srcdir:=.}"

# Without what it wants a test is skipped, but not in CI.
skip() {
    if test -n "${CI:-}"; then
        echo "Bail out! $*"
        exit 99
    fi
    echo "1..0 # SKIP $*"
    exit
}

for wanted in chromium node npm java; do
    command -v "$wanted" >/dev/null && continue
    case $wanted in
    node) package=nodejs ;;
    java) package=default-jre-headless ;;
    *) package=$wanted ;;
    esac
    skip "$wanted is not installed: apt-get install $package"
done

here=tests/browser/npm
mkdir -p "$here"
lock=$srcdir/tests/browser/package-lock.json
if ! cmp -s "$lock" "$here/installed.json"; then
    rm -f "$here/installed.json"
    cp "$srcdir/tests/browser/package.json" "$lock" "$here" && chmod u+w "$here"/package*.json
    (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund >said 2>&1) ||
        skip "npm ci does not bring what package-lock.json names, see $here/said"
    cp "$lock" "$here/installed.json"
fi

# A page with everything, one of hostile texts, the site of the example, and pages in one file.
pages=$(mktemp -d) && trap 'rm -rf "$pages"' EXIT
mkdir "$pages/sample" && tests/browser/sample "$pages/sample" &&
    cp "$srcdir/data/site/style.css" "$srcdir/data/site/script.js" "$pages/sample" || exit
"$srcdir/examples/england/run.sh" "$pages/england" Leeds >"$pages/said" 2>&1 ||
    { sed 's/^/# /' "$pages/said"; echo 'Bail out! the site could not be made'; exit 99; }
oflog-publish -q --format=html --area=Leeds --flags="$pages/england/flags.csv" \
    "$pages/england/comparison.csv" >"$pages/council.html" || exit
oflog-publish -q --format=html --metric=skills.level-3-or-above \
    "$pages/england/comparison.csv" >"$pages/metric.html" || exit
OFLOG_PAGES=$pages CHROMIUM=$(command -v chromium) OFLOG_NODE_MODULES=$PWD/$here/node_modules \
    VNU_JAR=$PWD/$here/node_modules/vnu-jar/build/dist/vnu.jar node "$srcdir/tests/browser/pages.mjs"
