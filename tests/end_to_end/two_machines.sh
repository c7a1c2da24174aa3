# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# The first half of the story: an image is built, run, entered, stopped, tagged and pushed to a registry with TLS and a password, and run
# from another machine. A machine is a root of its own. The story is told by the slipway command, or by docker, which speaks to a service
# of each machine.
. "$(dirname "$0")/world.sh"
tool=${2:-slipway}

[ "$(id -u)" = 0 ] || { echo "skipped: containers with files of their own need root" >&2; exit 0; }
docker=${SLIPWAY_DOCKER:-docker}
[ "$tool" = slipway ] || "$docker" --version >/dev/null 2>&1 || { echo "skipped: there is no docker command; SLIPWAY_DOCKER names one" >&2; exit 0; }

served=
if [ "$tool" = docker ]; then
    export DOCKER_CONFIG="$scratch/docker" DOCKER_BUILDKIT=0 DOCKER_CONTEXT= DOCKER_API_VERSION=
    here_() { "$docker" --host "unix://$scratch/here/docker.sock" "$@"; }
    there() { "$docker" --host "unix://$scratch/there/docker.sock" "$@"; }
    ca=  # it is the services that speak to the registry
else
    export REGISTRY_AUTH_FILE="$scratch/auth.json"
    here_() { "$examples/slipway" --root "$scratch/here" "$@"; }
    there() { "$examples/slipway" --root "$scratch/there" "$@"; }
    ca="--ca $scratch/ca.pem"
fi
serve() { # name, verb and option...: goes on in the background; the first line that it prints is in NAME.url
    name=$1
    shift
    "$examples/slipway" --root "$scratch/$name" "$@" >"$scratch/$name.url" 2>"$scratch/$name.log" &
    served="$! $served"
    eventually grep -q :// "$scratch/$name.url"
}
leave() {
    code=$?
    for machine in here_ there; do
        for id in $($machine ps -aq 2>/dev/null); do $machine rm -f "$id" >/dev/null || code=1; done
    done
    for each in $served; do
        kill -TERM "$each" 2>/dev/null
        wait "$each" || { echo "the exit code of a service is $?" >&2; code=1; }
    done
    (eventually no_shims) || { echo "shims are left" >&2; code=1; }  # they end a little after their containers
    (exit "$code") || true
    [ "$code" = 0 ] || cat "$scratch"/*.log >&2
    rm -rf "$scratch"
    exit "$code"
}
trap leave EXIT

# A certificate for the registry, of an authority that is ours alone.
(
    cd "$scratch"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=ours" -keyout ca.key -out ca.pem
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=registry" -keyout registry.key -out registry.csr
    printf 'subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n' >registry.ext
    openssl x509 -req -in registry.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile registry.ext -out registry.pem
) >"$scratch/openssl.log" 2>&1
printf 's3cret\n' | "$examples/slipway" registry password ann >"$scratch/users"
serve registry registry serve --port 0 --users "$scratch/users" --tokens --tls-certificate "$scratch/registry.pem" --tls-key "$scratch/registry.key" \
    --directory "$scratch/shelf"
host=$(sed 's,https://,,' "$scratch/registry.url")
if [ "$tool" = docker ]; then
    serve here docker-api serve --ca "$scratch/ca.pem"
    serve there docker-api serve --ca "$scratch/ca.pem"
fi

# An image of a small app.
mkdir -p "$scratch/app/bin"
cp "$(command -v busybox)" "$scratch/app/bin/busybox"
for name in sh httpd echo cat sleep hostname; do ln -s busybox "$scratch/app/bin/$name"; done
echo "Hello world" >"$scratch/app/index.html"
printf 'FROM scratch\nCOPY bin /bin\nENV PATH=/bin\nCMD ["sh"]\n' >"$scratch/app/base"
printf 'FROM base\nCOPY index.html /www/\nEXPOSE 80\nCMD ["httpd", "-f", "-p", "80", "-h", "/www"]\n' >"$scratch/app/Dockerfile"
here_ build -q -t base -f "$scratch/app/base" "$scratch/app" >/dev/null 2>&1
here_ build -q -t hello:1 "$scratch/app" >/dev/null 2>&1
says "hello" here_ images
says "Hello world" here_ run --rm base echo Hello world

# Run it with a published port, look at it, enter it, stop it.
here_ run -d --name web -p 80 hello:1 >/dev/null
url=http://$(here_ port web 80)
eventually curl -fsS --max-time 2 "$url"
says "Hello world" curl -fsS --max-time 5 "$url"
says '"Status": "running"' here_ inspect web
says "Hello world" here_ exec web cat /www/index.html
says "web" here_ stop -t 0 web
says "Exited" here_ ps -a
says "web" here_ rm web

# Tag it and push it: not before the login.
here_ tag hello:1 "$host/shop/hello:1"
here_ tag hello:1 "$host/shop/hello:latest"
here_ tag base "$host/shop/base"
! here_ push $ca "$host/shop/hello:1" >"$scratch/said" 2>&1 || fail "anybody may push"
! printf 'wrong\n' | here_ login $ca -u ann --password-stdin "$host" >"$scratch/said" 2>&1 || fail "any password will do"
printf 's3cret\n' | here_ login $ca -u ann --password-stdin "$host" >"$scratch/said" 2>&1
grep -q "Login Succeeded" "$scratch/said" || fail "no login"
says "Pushed" here_ push $ca "$host/shop/base"
says "Already exists" here_ push $ca "$host/shop/hello:1"
here_ push $ca "$host/shop/hello:latest" >/dev/null 2>&1

# On another machine: pulled because it is not there, and what it shares with another image is there already.
says "Hello world" there run --rm $ca "$host/shop/base" echo Hello world
there run -d --name web -p 80 $ca "$host/shop/hello:1" >/dev/null 2>"$scratch/said"
grep -q "Already exists" "$scratch/said" || { cat "$scratch/said" >&2; fail "the layer that both have is pulled again"; }
url=http://$(there port web 80)
eventually curl -fsS --max-time 2 "$url"
says "Hello world" curl -fsS --max-time 5 "$url"
[ "$(there images -q --no-trunc "$host/shop/hello:1")" = "$(here_ images -q --no-trunc hello)" ] || fail "it is another image"
here_ logout "$host" >/dev/null
! there pull $ca "$host/shop/hello:latest" >"$scratch/said" 2>&1 || fail "whoever has logged out may pull"
