// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/image_verbs.hpp>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/cli/command/image_inspect.hpp>
#include <slipway/cli/command/program.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/engine/images.hpp>
#include <slipway/json/read.hpp>
#include <slipway/net/tls.hpp>
#include <slipway/oci/build.hpp>
#include <slipway/version.hpp>

#include "../said_here.hpp"
#include "support/docker_registry.hpp"
#include "support/scratch_directory.hpp"

namespace image_verbs_test {

using namespace slipway;
using support::ran;

namespace {

/// An environment variable, as it was again at the end.
class variable {
public:
    variable(const char* name, const std::string& value) : name_(name) {
        if (const char* const before = std::getenv(name)) before_ = before, was_ = true;
        ::setenv(name, value.c_str(), 1);
    }
    variable(const variable&) = delete;
    ~variable() { was_ ? ::setenv(name_, before_.c_str(), 1) : ::unsetenv(name_); }

private:
    const char* name_;
    std::string before_;
    bool was_ = false;
};

int slipway_main(int argc, char** argv) {
    return cli::command::program(argc, argv, cli::command::image_verbs());
}

/// A machine of its own: a root for images, and a file for passwords.
struct machine {
    scratch_directory files;
    variable passwords{"REGISTRY_AUTH_FILE", (files / "auth.json").string()};

    std::vector<std::string> with_root(std::vector<std::string> words,
                                       const std::string& root = "root") {
        words.insert(words.begin(), {"--root", (files / root).string()});
        return words;
    }
    ran says(std::vector<std::string> words) {
        return support::said_here(slipway_main, with_root(std::move(words)));
    }
    /// On another machine, with the same passwords.
    ran elsewhere(std::vector<std::string> words) {
        return support::said_here(slipway_main, with_root(std::move(words), "elsewhere"));
    }
    /// With something on its standard input.
    ran given(const std::string& input, std::vector<std::string> words) {
        scratch_directory::write(files / "input", input);
        return support::run_as_program(
            [&](int argc, char** argv) {
                const int fd = ::open((files / "input").c_str(), O_RDONLY);
                ::dup2(fd, STDIN_FILENO);
                return slipway_main(argc, argv);
            },
            with_root(std::move(words)));
    }
    void make(const std::string& name, const std::vector<std::string>& layers) {
        oci::image_builder b;
        b.config.created = "2026-01-31T12:00:00Z";
        b.config.labels = {{"of", layers.back()}};
        for (const std::string& l : layers) b.layer(oci::file_tree().text(l, l), "make " + l);
        engine::images(files / "root").import(b.build(), oci::reference::parse(name));
    }
};

std::size_t count(const std::string& text, const std::string& word) {
    std::size_t n = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
        ++n;
    return n;
}

}  // namespace

TEST_CASE("image verbs: a registry with TLS and passwords") {
    if (support::docker_registry_program().empty()) {
        WARN("skipped: docker-registry is not there");
        return;
    }
    const net::certificate_authority ours("ours");
    // htpasswd's line for this user with the password "s3cret:pass".
    const support::docker_registry peer(
        {.tls = ours.issue_server("registry", {"127.0.0.1"}),
         .users = "ann:$2b$04$VLUDJOyKMyeSiNE8Ynlex.T2jWBeq9WMLHzM6WWwFIYi1Pn1i7r/G\n"});
    machine m;
    scratch_directory::write(m.files / "ca.pem", ours.certificate_pem());
    const std::string ca = "--ca=" + (m.files / "ca.pem").string(),
                      one = peer.host() + "/shop/one:1", two = peer.host() + "/shop/two:1";
    m.make(one, {"base", "one"});
    m.make(two, {"base", "two"});

    // Without a password nothing goes; a wrong one is not kept.
    const ran refused = m.says({"push", ca, one});
    CHECK(refused.code == 125);
    CHECK(refused.err.find("no password is known for it") != std::string::npos);
    CHECK(m.says({"login", ca, "-u", "ann", "-p", "wrong", peer.host()}).code == 125);
    CHECK_FALSE(std::filesystem::exists(m.files / "auth.json"));
    CHECK(m.given("s3cret:pass\n", {"login", "-u", "ann", "--password-stdin", peer.host()})
              .err.find("cannot trust https://" + peer.host()) != std::string::npos);
    const ran in = m.given("s3cret:pass\n", {"login", ca, "-u", "ann", "--password-stdin",
                                             "https://" + peer.host() + "/v2/"});
    CHECK(in.out == "Login Succeeded\n");
    CHECK(in.err.empty());
    struct stat kept{};
    REQUIRE(::stat((m.files / "auth.json").c_str(), &kept) == 0);
    CHECK((kept.st_mode & 0777) == 0600);

    const ran pushed = m.says({"push", ca, one});
    CHECK(pushed.code == 0);
    CHECK(pushed.out.starts_with("1: digest: sha256:"));
    CHECK(count(pushed.err, ": Pushed\n") == 2);
    const ran again = m.says({"push", ca, two});
    CHECK(count(again.err, ": Already exists\n") == 1);  // mounted from the other repository
    CHECK(count(again.err, ": Pushed\n") == 1);
    CHECK(m.says({"--quiet", "push", "--tls-verify=false", two}).err.empty());

    // Elsewhere, what is shared is fetched once.
    const ran pulled = m.elsewhere({"pull", ca, one});
    CHECK(pulled.code == 0);
    CHECK(pulled.out == one + "\n");
    CHECK(count(pulled.err, ": Pull complete\n") == 2);
    const ran second = m.elsewhere({"pull", ca, two});
    CHECK(count(second.err, ": Already exists\n") == 1);
    CHECK(count(second.err, ": Pull complete\n") == 1);
    CHECK(m.elsewhere({"pull", ca, two}).err.find("is up to date") != std::string::npos);
    CHECK(m.elsewhere({"images", "-q", "--no-trunc"}).out ==
          m.says({"images", "-q", "--no-trunc"}).out);
    CHECK(m.elsewhere({"pull", ca, peer.host() + "/shop/three"}).code == 125);
    CHECK(m.elsewhere({"pull", "-q", "-a", ca, peer.host() + "/shop/one"}).out == one + "\n");

    // Compressed otherwise on its way, it is the same image there.
    const std::string small = peer.host() + "/shop/small:1";
    CHECK(m.says({"tag", one, small}).code == 0);
    const ran squeezed =
        m.says({"push", ca, "--compression", "zstd", "--compression-level=9", small});
    CHECK(squeezed.code == 0);
    CHECK(squeezed.err.find(
              "compressing the layers by zstd: what is sent may have digests of its own") !=
          std::string::npos);
    CHECK(squeezed.out.substr(0, 80) != pushed.out.substr(0, 80));
    CHECK(m.says({"push", ca, "--compression", "zstd", "--compression-level=9", small}).out ==
          squeezed.out);
    CHECK(m.elsewhere({"pull", ca, small}).code == 0);
    CHECK(m.elsewhere({"images", "-q", "--no-trunc", small}).out ==
          m.says({"images", "-q", "--no-trunc", one}).out);
    CHECK(m.says({"push", ca, "--compression", "lzw", small})
              .err.find("'lzw' is no compression; gzip, zstd and none are") != std::string::npos);
    CHECK(m.says({"push", ca, "--compression", "gzip", "--compression-level=12", small})
              .err.find("the level of gzip is 1 to 9, not 12") != std::string::npos);
    CHECK(m.says({"push", ca, "--compression-level=3", small})
              .err.find("--compression-level goes with --compression") != std::string::npos);
    CHECK(m.says({"rmi", small}).code == 0);

    // Removed and brought back.
    const ran gone = m.says({"rmi", one});
    CHECK(gone.out.starts_with("Untagged: " + one + "\nDeleted: sha256:"));
    CHECK(m.says({"images", one}).out == "REPOSITORY   TAG   IMAGE ID   CREATED   SIZE\n");
    CHECK(m.says({"pull", ca, one}).code == 0);

    CHECK(m.says({"logout", peer.host()}).out == "Removed the password for " + peer.host() + "\n");
    CHECK(m.says({"logout", peer.host()}).out.empty());
    CHECK(m.says({"pull", ca, one}).code == 125);
}

TEST_CASE("image verbs: images are listed, named and removed") {
    machine m;
    m.make("shop/web:1", {"base", "web"});
    m.make("other", {"base", "other"});
    const ran listed = m.says({"images"});
    CHECK(listed.out.starts_with("REPOSITORY   TAG      IMAGE ID       CREATED"));
    CHECK(listed.out.find("shop/web     1        ") != std::string::npos);
    CHECK(listed.out.find("other        latest   ") != std::string::npos);
    CHECK(count(m.says({"images", "shop/*"}).out, "\n") == 2);
    CHECK(count(m.says({"images", "--filter", "label=of=web"}).out, "\n") == 2);
    CHECK(count(m.says({"images", "-f", "reference=oth*", "--digests"}).out, "sha256:") == 1);
    CHECK(count(m.says({"images", "-f", "dangling=true"}).out, "\n") == 1);
    CHECK(m.says({"images", "-f", "colour=red"}).code == 125);
    CHECK(count(m.says({"images", "-f", "reference=other", "-f", "reference=shop/*"}).out, "\n") ==
          3);
    CHECK(count(m.says({"images", "-f", "until=1s"}).out, "\n") == 3);  // they are of 1970
    CHECK(m.says({"image", "prune", "-af", "--filter", "label=of=nobody"}).out ==
          "Total reclaimed space: 0B\n");
    CHECK(m.says({"images", "--format", "{{.Repository}}:{{.Tag}}", "shop/web"}).out ==
          "shop/web:1\n");
    CHECK(m.says({"version", "-f", "{{.Server.Version}}"}).out ==
          std::string(slipway::version) + '\n');
    CHECK(m.says({"images", "--format", "yaml"}).code == 125);
    const ran lines = m.says({"image", "ls", "--format=json", "--no-trunc", "shop/web"});
    const json::value row = json::read(lines.out);
    CHECK(row["Repository"] == "shop/web");
    CHECK(row["Tag"] == "1");
    const std::string id = row["ID"];
    CHECK(m.says({"images", "-q", "--no-trunc", "shop/web"}).out == id + "\n");

    CHECK(m.says({"tag", id.substr(7, 10), "shop/web:2", "registry.example.com:5000/web"}).code ==
          0);
    CHECK(count(m.says({"images", "-q"}).out, "\n") == 2);  // each id once
    CHECK(m.says({"images"}).out.find("registry.example.com:5000/web   latest   ") !=
          std::string::npos);
    CHECK(m.says({"rmi", id}).code == 125);
    const ran some = m.says({"rmi", "shop/web:2", "nothing", "other"});
    CHECK(some.code == 125);
    CHECK(some.err == "slipway: there is no image 'nothing' on this machine\n");
    CHECK(count(some.out, "Untagged: ") == 2);
    CHECK(count(some.out, "Deleted: ") == 1);
    CHECK(m.says({"rmi", "-f", "nothing"}).code == 0);

    // What has lost its name.
    m.make("shop/web:1", {"base", "newer"});
    m.make("registry.example.com:5000/web", {"base", "newer"});
    CHECK(m.says({"images"}).out.find("<none>   ") != std::string::npos);
    CHECK(m.given("", {"image", "prune"}).err.find("nothing was removed") != std::string::npos);
    const ran pruned = m.says({"image", "prune", "-f"});
    CHECK(pruned.out.starts_with("deleted: " + id + "\nTotal reclaimed space: "));
    CHECK(count(m.says({"image", "prune", "-af"}).out, "untagged: ") == 2);
    CHECK(count(m.says({"images"}).out, "\n") == 1);
}

TEST_CASE("image verbs: images are told about, saved and loaded") {
    machine m;
    m.make("shop/web:1", {"base", "web"});
    const ran inspected = m.says({"image", "inspect", "shop/web:1"});
    const json::value v = json::read(inspected.out).at(0);
    CHECK(v["RepoTags"] == json::value::array({"shop/web:1"}));
    CHECK(v["Config"]["Labels"]["of"] == "web");
    CHECK(m.says({"image", "inspect", "nothing"}).code == 125);
    cli::command::arguments global;
    global.give("root", (m.files / "root").string());
    cli::command::session session(global);
    CHECK(cli::command::inspect_image(session, "shop/web:1") == v);
    CHECK_FALSE(cli::command::inspect_image(session, "nothing"));
    const ran steps = m.says({"history", "shop/web:1"});
    CHECK(steps.out.starts_with("IMAGE          CREATED"));
    CHECK(steps.out.find("<missing>") != std::string::npos);
    CHECK(steps.out.find("make base") != std::string::npos);

    const std::string file = (m.files / "saved.tar").string();
    CHECK(m.says({"save", "-o", file, "shop/web:1"}).code == 0);
    CHECK(m.elsewhere({"load", "-i", file}).out == "Loaded image: shop/web:1\n");
    CHECK(m.says({"save", "shop/web:1"}).out == scratch_directory::read(file));
    CHECK(m.says({"save", "-o", file + "2", "nothing"}).code == 125);
    CHECK_FALSE(std::filesystem::exists(file + "2"));
    CHECK(m.given(m.says({"save", v["Id"]}).out, {"load"}).out ==
          "Loaded image ID: " + v["Id"].get<std::string>() + "\n");
    CHECK(m.given("no archive", {"load"}).code == 125);
    std::string tar;
    oci::pack(oci::file_tree().text("motd", "hello"), [&](std::string_view part) { tar += part; });
    CHECK(m.given(tar, {"import", "-m", "brought", "-c", "CMD [\"sh\"]", "-", "mine:1"})
              .out.starts_with("sha256:"));
    CHECK(m.says({"history", "--format", "json", "mine:1"}).out.find("brought") !=
          std::string::npos);
    CHECK(json::read(m.says({"image", "inspect", "mine:1"}).out).at(0).at("Config").at("Cmd") ==
          json::value{"sh"});
    CHECK(m.says({"rmi", "mine:1"}).code == 0);
    CHECK(m.given("no archive", {"import", "-"})
              .err.find("this is no tar archive with files in it") != std::string::npos);
    CHECK(m.says({"import", "https://files.example.com/root.tar"})
              .err.find("is not fetched from here") != std::string::npos);
    CHECK(m.elsewhere({"load", "-i", (m.files / "not-there").string()}).code == 125);

    CHECK(m.says({"version"}).out.starts_with("slipway "));
    const ran info = m.says({"--runtime=process", "info"});
    CHECK(info.out.find("Images: 1\nLayers: 2 (") != std::string::npos);
    CHECK(info.out.find("lacks: own root file system") != std::string::npos);
    CHECK(
        json::read(m.says({"--runtime=process", "info", "--format=json"}).out)["Runtime"]["Name"] ==
        "process");
}

TEST_CASE("image verbs: passwords and hosts are checked before anybody is asked") {
    machine m;
    CHECK(
        m.given("", {"login", "-u", "ann", "registry.example.com"}).err.find("--password-stdin") !=
        std::string::npos);
    CHECK(m.given("x", {"login", "--password-stdin", "registry.example.com"})
              .err.find("--username has to be given") != std::string::npos);
    CHECK(m.given("\n", {"login", "-u", "ann", "--password-stdin", "registry.example.com"})
              .err.find("one is empty") != std::string::npos);
    CHECK(m.given("x", {"login", "-u", "a", "-p", "b", "--password-stdin", "registry.example.com"})
              .err.find("exclude each other") != std::string::npos);
    CHECK(m.given("x", {"login", "-u", "a", "--password-stdin", "no registry"})
              .err.find("is no registry") != std::string::npos);
    CHECK(m.says({"pull", "--platform", "linux/", "x"}).err.find("is no platform") !=
          std::string::npos);
    CHECK(m.says({"pull", "UPPER"}).code == 125);
}

}  // namespace image_verbs_test
