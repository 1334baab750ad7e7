# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Where Evenhand is built: sourced by run, test and shell, which call enter_build_place first.
#
# Debian 13, Ubuntu 25.10 and newer build natively. Debian 12, whose Qt is too old, builds in a Debian 13 root that is
# made once under the user's cache folder. Entering it replaces /usr, /etc and /var for one command, in a mount
# namespace of its own; every other folder, the display, the network and the terminal stay those of the host.

checkout=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cache_dir=${XDG_CACHE_HOME:-${HOME:?}/.cache}/evenhand
readonly checkout cache_dir
readonly root_suite=trixie

say() { printf 'evenhand: %s\n' "$*" >&2; }

die() {
    say "$@"
    exit 2
}

# The names in packages.txt, one a line.
required_packages() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$checkout/packaging/packages.txt"; }

# Those of them that are not installed here.
missing_packages() {
    comm -13 \
        <(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' | sed -n 's/^.i.//p' | sort -u) \
        <(required_packages | sort -u)
}

# Prints native, root, or unknown.
build_place() {
    local ID='' VERSION_ID=''
    # shellcheck disable=SC1091
    [[ -r /etc/os-release ]] && . /etc/os-release
    if [[ -n ${EVENHAND_BUILD_NATIVELY:-} ]]; then
        echo native
    elif [[ $ID == debian && (-z $VERSION_ID || ${VERSION_ID%%.*} -ge 13) ]]; then
        echo native
    elif [[ $ID == ubuntu && ${VERSION_ID/./} -ge 2510 ]]; then
        echo native
    elif [[ $ID == debian && $VERSION_ID == 12 ]]; then
        echo root
    else
        echo unknown
    fi
}

explain_unknown_system() {
    die "this system is not one that Evenhand knows how to prepare (Debian 12 as root, Debian 13, Ubuntu 25.10 and newer)." \
        "Install what these Debian packages hold, then set EVENHAND_BUILD_NATIVELY=1 and start again:" \
        "$(required_packages | paste -sd ' ')"
}

install_native_packages() {
    # With EVENHAND_BUILD_NATIVELY the person answers for the packages; CMake says what it does not find.
    command -v dpkg-query >/dev/null && [[ -z ${EVENHAND_BUILD_NATIVELY:-} ]] || return 0
    local -a missing
    mapfile -t missing < <(missing_packages)
    ((${#missing[@]})) || return 0
    ((EUID == 0)) || die "packages are missing. Install them, then start again:" \
        "sudo apt-get install --no-install-recommends ${missing[*]}"
    say "installing ${#missing[@]} packages: ${missing[*]}"
    install_on_host "${missing[@]}"
}

install_on_host() {
    {
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends "$@"
    } >&2 || die "apt-get could not install: $*. Its reason is above."
}

# The mirror this host already uses for Debian, empty when it names none.
host_mirror() {
    # shellcheck disable=SC2016 # the placeholders are those of apt-get
    apt-get indextargets --format '$(ORIGIN) $(LABEL) $(SITE)' 'Created-By: Packages' 2>/dev/null |
        awk '$1 == "Debian" && $2 == "Debian" { print $3; exit }'
}

# A root is named after all that goes into it, so that one made for another list is never taken for this one.
root_path() {
    local content
    content=$({ echo "$root_suite"; required_packages | sort -u; } | sha256sum)
    echo "$cache_dir/root-$root_suite-${content:0:12}"
}

# Makes the root under another name first: an interrupted command never leaves half a root under the real one.
make_root() {
    local root=$1 new=$1.new log=$cache_dir/root.log apt_conf=$cache_dir/root.apt.conf mirror
    command -v mmdebstrap >/dev/null || { say "installing mmdebstrap"; install_on_host mmdebstrap; }
    mirror=$(host_mirror)
    say "making the Debian 13 build root in $root (once, about two minutes; log: $log)"
    rm -rf --one-file-system -- "$new"
    # The host's own ways to its mirrors (proxies, retries, clock checks) hold for the root as well.
    apt-config dump | grep -E '^Acquire::(http|https|ftp|Retries|Check-)' >"$apt_conf" || true
    if ! mmdebstrap --variant=apt --components=main --aptopt="$apt_conf" \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
        --include="$(required_packages | paste -sd ,)" \
        "$root_suite" "$new" ${mirror:+"$mirror"} >"$log" 2>&1 </dev/null; then
        tail -n 20 "$log" | cut -c 1-300 >&2
        die "the build root could not be made; the end of $log is above. Check the network and the free space, then start again."
    fi
    mv -- "$new" "$root"
}

# Roots of other package lists are removed, except those a command is using.
remove_old_roots() {
    local old
    for old in "$cache_dir"/root-*/; do
        old=${old%/}
        [[ $old == "$1" || $old == *.new ]] && continue
        flock --nonblock "$old" rm -rf --one-file-system -- "$old" || true
    done
}

ensure_root() {
    local root=$1 lock
    [[ -d $root ]] && return
    mkdir -p -- "$cache_dir"
    exec {lock}>"$cache_dir/root.lock"
    flock --nonblock "$lock" || { say "waiting for another command that is making the build root"; flock "$lock"; }
    if [[ ! -d $root ]]; then
        make_root "$root"
        remove_old_roots "$root"
    fi
    exec {lock}>&-
}

# The environment of the host names folders that the root does not have.
sane_environment() {
    export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    unset LD_LIBRARY_PATH LD_PRELOAD LIBRARY_PATH CPATH CPLUS_INCLUDE_PATH PKG_CONFIG_PATH CMAKE_PREFIX_PATH \
        PYTHONHOME PYTHONPATH QT_PLUGIN_PATH QT_QPA_PLATFORMTHEME CC CXX
    # The root has only the C locales; the language still comes from LANG, the character set must be UTF-8.
    export LANG=${LC_ALL:-${LANG:-C.UTF-8}} LC_CTYPE=C.UTF-8
    unset LC_ALL
    if [[ -z ${TZ:-} && -L /etc/localtime ]]; then
        TZ=$(readlink -f /etc/localtime)
        export TZ=:${TZ#/usr/share/zoneinfo/}
    fi
}

# Runs inside the new mount namespace, still as the host's system: ROOT CHECKOUT CWD COMMAND…
# The command takes the place of this shell, so that signals reach it: Ctrl-C must end a run in good order. (A sandbox
# program that stays in between dies of the signal first and takes the command with it.)
swap_system_and_exec() {
    local root=$1 checkout=$2 cwd=$3 path
    shift 3
    for path in /etc/resolv.conf /etc/hosts; do
        [[ -e $path ]] || continue
        [[ -f $root$path ]] || install -D -m 644 /dev/null "$root$path"
        mount --bind "$path" "$root$path"
    done
    # What a person keeps below a folder that is about to be replaced stays in sight, where the root has nothing itself.
    for path in "$checkout" "$HOME" "${XDG_CACHE_HOME:-$HOME}" /var/tmp "$cwd"; do
        [[ $path =~ ^/(usr|etc|var)/ && -z $(ls -A "$root$path" 2>/dev/null) ]] || continue
        mkdir -p -- "$root$path"
        mount --rbind -- "$path" "$root$path"
    done
    for path in /etc /var /usr; do
        mount --rbind -- "$root$path" "$path"
    done
    cd -- "$cwd" 2>/dev/null || cd -- "$checkout" || die "cannot enter $checkout"
    exec "$@"
}

enter_root() {
    local root held
    ((EUID == 0)) || die "on Debian 12 the build root needs mounts, and so root: start this again as root, or build on Debian 13."
    root=$(root_path)
    ensure_root "$root"
    unshare --mount true 2>/dev/null ||
        die "this system does not allow a mount namespace (a container may need the capability SYS_ADMIN), so the build root cannot be entered."
    exec {held}<"$root"
    flock --shared "$held"
    sane_environment
    export -f swap_system_and_exec
    exec unshare --mount --propagation private -- \
        bash -euc 'swap_system_and_exec "$@"' bash "$root" "$checkout" "$PWD" "$@"
}

# Returns in the place where Evenhand is built, or starts COMMAND… there and does not return.
enter_build_place() {
    case $(build_place) in
    native) install_native_packages ;;
    root) enter_root "$@" ;;
    unknown) explain_unknown_system ;;
    esac
    export CCACHE_DIR=${CCACHE_DIR:-$cache_dir/ccache}
}

# Builds TARGET in the folder of a preset: build_preset PRESET TARGET. The output is shown live on a terminal, else only
# where the build fails. A second command waits for the first rather than writing into the same folder.
build_preset() {
    local preset=$1 target=$2 build=$checkout/build/$1 lock
    mkdir -p -- "$build"
    exec {lock}>"$build/.lock"
    flock --nonblock "$lock" || { say "waiting for another command that is building in $build"; flock "$lock"; }
    if [[ ! -f $build/build.ninja ]]; then
        say "configuring $build (preset $preset)"
        (cd -- "$checkout" && quietly "$build/configure.log" cmake --preset "$preset")
    fi
    cmake --build "$build" --target "$target" -- -n 2>/dev/null | grep -q 'no work to do' || {
        say "building in $build (the first time takes some minutes)"
        quietly "$build/build.log" cmake --build "$build" --target "$target"
    }
    exec {lock}>&-
}

# Runs a command; its output goes to the terminal on stderr, or into LOG: quietly LOG COMMAND…
quietly() {
    local log=$1
    shift
    if [[ -t 2 ]]; then
        "$@" >&2 || die "this failed, its output is above: $*"
    elif ! "$@" >"$log" 2>&1 </dev/null; then
        tail -n 40 "$log" >&2
        die "this failed, the end of $log is above: $*"
    fi
}
