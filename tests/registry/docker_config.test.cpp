// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/docker_config.hpp>

#include <cstdlib>
#include <map>

#include <catch2/catch.hpp>

#include <slipway/core/base64.hpp>
#include <slipway/core/status.hpp>
#include <slipway/json/read.hpp>

#include <support/scratch_directory.hpp>

namespace docker_config_test {

using namespace slipway;
using registry::credentials;
using registry::docker_config;

namespace {

std::string of(const std::optional<credentials>& c) {
    return c ? c->user + "|" + c->password + "|" + c->identity_token : "none";
}
std::string why(const std::function<void()>& f) {
    try {
        f();
    } catch (const status_error& e) {
        return e.message();
    }
    return "nothing was thrown";
}

/// Puts programs before all others for as long as it lives.
struct programs {
    programs() : before(std::getenv("PATH")) {
        ::setenv("PATH", (dir.path().string() + ":" + before).c_str(), 1);
    }
    ~programs() { ::setenv("PATH", before.c_str(), 1); }
    void add(const std::string& name, const std::string& script) {
        scratch_directory::write(dir / name, "#!/bin/sh\n" + script);
        std::filesystem::permissions(dir / name, std::filesystem::perms(0700));
    }
    scratch_directory dir;
    std::string before;
};

}  // namespace

TEST_CASE("passwords are found as Docker and Podman write them") {
    const scratch_directory dir;
    scratch_directory::write(dir / "config.json", R"({"auths": {
        "registry.example.com": {"auth": ")" + core::encode_base64("ann:with:colons") +
                                                      R"("},
        "https://old.example.com/v1/": {"auth": ")" + core::encode_base64("bob:x") +
                                                      R"("},
        "https://index.docker.io/v1/": {"auth": ")" + core::encode_base64("hub:y") +
                                                      R"("},
        "plain.example.com:5000": {"username": "carl", "password": "z"},
        "token.example.com": {"auth": ")" + core::encode_base64("dan:") +
                                                      R"(", "identitytoken": "t"},
        "empty.example.com": {}}, "detachKeys": "ctrl-e"})");
    const docker_config c({dir / "absent.json", dir / "config.json"});
    CHECK(of(c.find("registry.example.com")) == "ann|with:colons|");
    CHECK(of(c.find("old.example.com")) == "bob|x|");
    CHECK(of(c.find("docker.io")) == "hub|y|");
    CHECK(of(c.find("plain.example.com:5000")) == "carl|z|");
    CHECK(of(c.find("token.example.com")) == "dan||t");
    CHECK(of(c.find("empty.example.com")) == "none");
    CHECK(of(c.find("example.com")) == "none");
    CHECK(of(c.finder()("docker.io")) == "hub|y|");
}

TEST_CASE("a file that is none is said, and nothing of it") {
    const scratch_directory dir;
    const docker_config c({dir / "f"});
    for (const char* wrong : {"secret", "", "[]", "7"}) {
        scratch_directory::write(dir / "f", wrong);
        CHECK(why([&] { c.find("a"); }) ==
              "'" + (dir / "f").string() + "' is no JSON object of passwords for registries");
        CHECK(why([&] { c.store("a", {"u", "p", {}}); }).find("is no JSON object") !=
              std::string::npos);
        CHECK(scratch_directory::read(dir / "f") == wrong);
    }
    for (const char* wrong : {"!", "c2VjcmV0"}) {
        scratch_directory::write(dir / "f",
                                 std::string(R"({"auths":{"a":{"auth":")") + wrong + "\"}}}");
        CHECK(why([&] {
                  c.find("a");
              }).find("has an \"auth\" that is no user and password in base64") !=
              std::string::npos);
    }
    for (const char* odd : {R"({"auths":7})", R"({"auths":{"a":7}})", R"({"credHelpers":[]})",
                            R"({"auths":{"a":{"auth":7}}})"}) {
        scratch_directory::write(dir / "f", odd);
        CHECK(of(c.find("a")) == "none");
    }
}

TEST_CASE("what is stored is found, for its owner's eyes, and everything else stays") {
    const scratch_directory dir;
    const auto file = dir / "deep/er/config.json";
    const docker_config c({file});
    c.store("registry.example.com", {"ann", "one", {}});
    CHECK((std::filesystem::status(file).permissions() & std::filesystem::perms::all) ==
          std::filesystem::perms(0600));
    c.store("docker.io", {"hub", "two", {}});
    c.store("registry.example.com", {{}, {}, "token"});
    CHECK(of(c.find("registry.example.com")) == "||token");
    CHECK(of(c.find("docker.io")) == "hub|two|");
    CHECK(
        json::read(scratch_directory::read(file))["auths"].contains("https://index.docker.io/v1/"));
    CHECK(why([&] { c.store("x", {"a:b", "p", {}}); }) == "the name of a user contains no colon");

    json::value v = json::read(scratch_directory::read(file));
    v["HttpHeaders"] = {{"X", "y"}};
    v["auths"]["https://registry.example.com/v2/"] = {{"auth", core::encode_base64("old:one")}};
    scratch_directory::write(file, v.dump());
    CHECK(c.erase("registry.example.com"));
    CHECK_FALSE(c.erase("registry.example.com"));
    CHECK(of(c.find("registry.example.com")) == "none");
    CHECK(of(c.find("docker.io")) == "hub|two|");
    CHECK(json::read(scratch_directory::read(file))["HttpHeaders"]["X"] == "y");
    CHECK(why([] { docker_config({}).store("a", {"u", "p", {}}); }) ==
          "there is no file for passwords: HOME is not set");
}

TEST_CASE("a link to the file stays one") {
    const scratch_directory dir;
    scratch_directory::write(dir / "real/config.json", "{}");
    std::filesystem::create_symlink(dir / "real/config.json", dir / "config.json");
    docker_config({dir / "config.json"}).store("a", {"u", "p", {}});
    CHECK(std::filesystem::is_symlink(dir / "config.json"));
    CHECK(of(docker_config({dir / "real/config.json"}).find("a")) == "u|p|");
}

TEST_CASE("programs keep what the file gives into their care") {
    const scratch_directory dir;
    programs p;
    const auto kept = (p.dir / "kept").string();
    p.add(
        "docker-credential-tests",
        "case $1 in\nget) read server; test -e " + kept +
            "-$(echo $server | tr /: __) || { echo 'credentials not found in native keychain'; exit 1; }; cat " +
            kept + "-$(echo $server | tr /: __);;\nstore) cat > " + kept +
            "-registry.example.com;;\nerase) read server; rm " + kept + "-$server;;\nesac\n");
    p.add(
        "docker-credential-other",
        "read server; echo '{\"ServerURL\":\"x\",\"Username\":\"<token>\",\"Secret\":\"id of '$server'\"}'\n");
    scratch_directory::write(
        dir / "config.json",
        R"({"credsStore": "tests", "credHelpers": {"other.example.com": "other", "https://index.docker.io/v1/": "other"}})");
    const docker_config c({dir / "config.json"});
    CHECK(of(c.find("registry.example.com")) == "none");
    c.store("registry.example.com", {"ann", "secret", {}});
    CHECK(of(c.find("registry.example.com")) == "ann|secret|");
    CHECK(scratch_directory::read(dir / "config.json").find("secret") == std::string::npos);
    CHECK(scratch_directory::read(dir / "config.json").find(core::encode_base64("ann:secret")) ==
          std::string::npos);
    CHECK(c.erase("registry.example.com"));
    CHECK_FALSE(c.erase("registry.example.com"));
    CHECK(of(c.find("other.example.com")) == "||id of other.example.com");
    CHECK(of(c.find("docker.io")) == "||id of https://index.docker.io/v1/");
}

TEST_CASE("a program that does not do what it should") {
    const scratch_directory dir;
    programs p;
    const docker_config c({dir / "config.json"});
    const auto said = [&](const std::string& helper) {
        scratch_directory::write(dir / "config.json", json::value({{"credsStore", helper}}).dump());
        const std::string message = why([&] { c.find("a"); });
        CHECK(message.find("secret") == std::string::npos);
        return message.substr(message.rfind("names"));
    };
    p.add("docker-credential-fails", "echo secret; exit 3\n");
    p.add("docker-credential-prints", "echo secret\n");
    p.add("docker-credential-floods", "yes secret\n");
    CHECK(said("absent") == "names, was not found");
    CHECK(said("fails") == "names, has failed with exit code 3");
    CHECK(said("prints") == "names, has printed something that is not JSON");
    CHECK(said("floods") == "names, has printed more than a password");
    CHECK(said("../../bin/sh") == "names no program by '../../bin/sh'");
}

TEST_CASE("the files are where the environment says") {
    const scratch_directory dir;
    std::map<std::string, std::string> variables;
    const auto found = [&] {
        return of(docker_config::standard([&](const char* name) {
                      const auto at = variables.find(name);
                      return at == variables.end() ? nullptr : at->second.c_str();
                  }).find("a"));
    };
    const auto put = [&](const std::string& file, const std::string& user) {
        docker_config({dir / file}).store("a", {user, "p", {}});
    };
    CHECK(found() == "none");
    put("home/.config/containers/auth.json", "podman");
    variables["HOME"] = (dir / "home").string();
    CHECK(found() == "podman|p|");
    put("run/containers/auth.json", "run");
    variables["XDG_RUNTIME_DIR"] = (dir / "run").string();
    CHECK(found() == "run|p|");
    put("home/.docker/config.json", "docker");
    CHECK(found() == "docker|p|");
    put("elsewhere/config.json", "elsewhere");
    variables["DOCKER_CONFIG"] = (dir / "elsewhere").string();
    CHECK(found() == "elsewhere|p|");
    put("only", "only");
    variables["REGISTRY_AUTH_FILE"] = (dir / "only").string();
    CHECK(found() == "only|p|");
}

}  // namespace docker_config_test
