# Packages of the npm registry, for tests that hold what we write against public programs.

# Without what it wants a test is skipped, but not in CI.
skip_unless_ci() { # REASON
    if [ -n "${CI:-}" ]; then
        echo "$1"
        return 1
    fi
    skip "$1"
}

# need_command COMMAND PACKAGE
need_command() {
    command -v "$1" >/dev/null || skip_unless_ci "$1 is not installed: apt-get install $2"
}

# need_npm FOLDER: the scripts of tests/FOLDER, with the packages that its package-lock.json
# names, in the folder of the build; where is in $npm. They are installed once.
need_npm() {
    local source=$BATS_TEST_DIRNAME/$1
    need_command node nodejs
    need_command npm npm
    npm=${BATS_CWD:-$PWD}/tests/$1/npm
    mkdir -p "$npm"
    if ! cmp -s "$source/package-lock.json" "$npm/installed.json"; then
        rm -f "$npm/installed.json"
        install -m 644 "$source/package.json" "$source/package-lock.json" "$npm"
        (cd "$npm" && npm ci --ignore-scripts --no-audit --no-fund >said 2>&1) ||
            skip_unless_ci "npm ci does not bring what package-lock.json names, see $npm/said"
        cp "$source/package-lock.json" "$npm/installed.json"
    fi
    install -m 644 "$source"/*.mjs "$npm"
}
