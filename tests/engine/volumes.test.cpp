// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/volumes.hpp>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <slipway/engine/disk_usage.hpp>
#include <slipway/oci/pack.hpp>

#include "engine_machine.hpp"

namespace volumes_test {

using namespace slipway;
using engine::container_phase;
using support::engine_machine;

namespace {

/// An image `shop` on busybox with much at `/srv/data`, and a volume there.
runtime::image shop(engine_machine& m) {
    oci::file_tree files;
    files.add("srv/data", {.kind = oci::file_kind::directory,
                           .mode = 01770,
                           .uid = 1000,
                           .gid = 50,
                           .attributes = {{"user.kind", "data"}}});
    files.add("srv/data/file", {.mode = 0640,
                                .uid = 1000,
                                .gid = 1000,
                                .content = "of the image",
                                .attributes = {{"user.note", "kept"}}});
    files.add("srv/data/closed",
              {.kind = oci::file_kind::directory, .mode = 0555, .uid = 7, .gid = 7});
    files.text("srv/data/closed/in", "deep", 04755);
    files.text("srv/data/.hidden", "hidden");
    files.add("srv/data/again", {.kind = oci::file_kind::hard_link, .target = "srv/data/file"});
    files.symlink("srv/data/out", "../../../../../../etc/passwd").symlink("srv/data/up", "/");
    files.add("srv/data/pipe", {.kind = oci::file_kind::fifo, .mode = 0600});
    files.text("srv/data/long", std::string(3 << 20, '\0') + "end");
    files.symlink("srv/link", "/../../../../srv/data/closed")
        .symlink("srv/escape", "../../../../../../../../etc");
    files.directory("srv/empty", 0700);
    files.text("srv/plain", "a file");
    const runtime::image base = m.images->get("busybox");
    oci::image_config config = base.config;
    config.volumes = {"/srv/data/", "srv/empty"};
    return m.images->import(files, config, oci::reference::parse("shop"), &base);
}
struct stat facts(const std::filesystem::path& place) {
    struct stat s{};
    REQUIRE(::lstat(place.c_str(), &s) == 0);
    return s;
}
std::vector<std::string> names_in(const std::filesystem::path& place) {
    std::vector<std::string> made;
    for (const auto& each : std::filesystem::directory_iterator(place))
        made.push_back(each.path().filename().string());
    std::sort(made.begin(), made.end());
    return made;
}
const std::vector<std::string> all_names{".hidden", "again", "closed", "file",
                                         "long",    "out",   "pipe",   "up"};

}  // namespace

TEST_CASE(
    "volumes are kept until they are removed, and not below a container that stands on them") {
    support::engine_machine m;
    engine::containers& all = *m.containers;
    CHECK(engine::volumes(all).empty());
    const auto data = engine::create_volume(all, "data", {{"tier", "front"}});
    scratch_directory::write(data.place / "file", "kept");
    CHECK(engine::create_volume(all, "data", {{"tier", "back"}}).place == data.place);
    CHECK(engine::get_volume(all, "data").labels.at("tier") == "front");
    CHECK(scratch_directory::read(data.place / "file") == "kept");
    const std::string nameless = engine::nameless_volume();
    CHECK(engine::is_nameless_volume(nameless));
    CHECK_FALSE(engine::is_nameless_volume("data"));
    engine::create_volume(all, nameless);
    const auto c = all.create(m.images->get("busybox"), "busybox",
                              {.name = "box", .volumes = {{"data", "/data"}, {"data", "/again"}}});
    CHECK(engine::get_volume(all, "data").users == 1);
    CHECK_THROWS_WITH(engine::remove_volume(all, "data"), "volume data is in use by a container");
    CHECK_THROWS_WITH(engine::remove_volume(all, "none"), "there is no volume none");
    CHECK_THROWS(engine::create_volume(all, "../out"));
    scratch_directory::write(engine::get_volume(all, nameless).place / "file",
                             std::string(100'000, 'x'));
    CHECK(engine::prune_volumes(all, true, [](const engine::named_volume& v) {
              return v.labels.contains("tier");
          }).deleted.empty());  // it is in use
    CHECK(engine::prune_volumes(all, false, [](const engine::named_volume&) {
              return false;
          }).deleted.empty());
    const auto gone = engine::prune_volumes(all);
    REQUIRE(gone.deleted.size() == 1);
    CHECK(gone.deleted[0].name == nameless);
    CHECK(gone.freed >= 100'000);
    CHECK(gone.freed < 200'000);
    CHECK(engine::prune_volumes(all, true).deleted.empty());
    CHECK(engine::prune_volumes(all, true).freed == 0);
    const engine::disk_usage used = engine::use_of_disk(*m.images, all);
    CHECK(used.volumes.count == 1);
    CHECK(used.volumes.active == 1);
    CHECK(used.volumes.bytes >= 4);
    CHECK(used.images.active == 1);
    all.remove(c);
    CHECK(engine::use_of_disk(*m.images, all).volumes.reclaimable == used.volumes.bytes);
    engine::remove_volume(all, "data");
    CHECK(engine::volumes(all).empty());
    CHECK(engine::create_volume(all, "data").labels.empty());  // it is another one
}

TEST_CASE("an empty volume gets what the image has at its place, as it is there") {
    engine_machine m;
    engine::containers& all = *m.containers;
    const runtime::image image = shop(m);
    const auto makes = [&](const std::string& name, engine::container_options o) {
        o.name = name;
        return all.create(image, "shop", o);
    };
    makes("first", {.volumes = {{"data", "/srv/data", true}}});
    const auto data = all.volume("data");
    CHECK(names_in(data) == all_names);
    CHECK(scratch_directory::read(data / "file") == "of the image");
    CHECK(scratch_directory::read(data / "closed/in") == "deep");
    CHECK(std::filesystem::read_symlink(data / "out") == "../../../../../../etc/passwd");
    CHECK(std::filesystem::read_symlink(data / "up") == "/");
    CHECK((facts(data).st_mode & 07777) == 01770);
    CHECK((facts(data / "file").st_mode & 07777) == 0640);
    CHECK((facts(data / "closed").st_mode & 07777) == 0555);
    CHECK((facts(data / "closed/in").st_mode & 07777) == 04755);
    CHECK(S_ISFIFO(facts(data / "pipe").st_mode));
    CHECK(facts(data / "file").st_ino == facts(data / "again").st_ino);
    CHECK(facts(data / "long").st_size == (3 << 20) + 3);
    CHECK(facts(data / "long").st_blocks * 512 < 1 << 20);  // its holes are kept
    const auto layer = image.layers.back() / "srv/data";
    for (const char* each : {".", "file", "closed", "closed/in", "out"}) {
        CHECK(facts(data / each).st_mtim.tv_sec == facts(layer / each).st_mtim.tv_sec);
        CHECK(facts(data / each).st_uid == facts(layer / each).st_uid);
        CHECK(facts(data / each).st_gid == facts(layer / each).st_gid);
    }
    if (::geteuid() == 0) CHECK(facts(data).st_uid == 1000);
    char value[8] = {};
    if (::lgetxattr((layer / "file").c_str(), "user.note", value, sizeof value) == 4) {
        CHECK(::lgetxattr((data / "file").c_str(), "user.note", value, sizeof value) == 4);
        CHECK(::lgetxattr(data.c_str(), "user.kind", value, sizeof value) == 4);
    }

    std::filesystem::remove(data / "file");
    scratch_directory::write(data / "own", "written");
    makes("second", {.volumes = {{"data", "/srv/data"}}});
    CHECK_FALSE(std::filesystem::exists(data / "file"));  // it was not empty
    makes("linked", {.volumes = {{"linked", "/srv/link"},
                                 {"escaped", "/srv/escape"},
                                 {"none", "/srv/none/at/all"},
                                 {"plain", "/srv/plain"},
                                 {"odd", "/srv/none/../../.."}}});
    CHECK(names_in(all.volume("linked")) == std::vector<std::string>{"in"});
    for (const std::string& name : names_in(all.volume("escaped")))
        CHECK(std::filesystem::exists(m.images->get("busybox").layers.back() / "etc" / name));
    for (const char* name : {"none", "plain", "odd"}) CHECK(names_in(all.volume(name)).empty());
    makes("empty", {.volumes = {{"bare", "/srv/empty"}}});
    CHECK((facts(all.volume("bare")).st_mode & 07777) == 0700);
    makes("other", {.volumes = {{"left", "/srv/data", false, true}}});
    CHECK(names_in(all.volume("left")).empty());
    std::filesystem::create_directory(m.files / "bound");
    makes("bound", {.volumes = {{(m.files / "bound").string(), "/srv/data"}}});
    CHECK(names_in(m.files / "bound").empty());
    CHECK_THROWS_WITH(
        makes("odd", {.volumes = {{(m.files / "bound").string(), "/srv/data", false, true}}}),
        Catch::Contains("nocopy goes with volumes alone"));
    CHECK(names_in(m.root / "volume-contents").empty());
    CHECK(names_in(m.root / "containers/by-id" / all.get("first").id) ==
          std::vector<std::string>{"container.json"});
}

TEST_CASE("volumes of an image have no name, and go with a container that goes by itself") {
    engine_machine m;
    engine::containers& all = *m.containers;
    const runtime::image image = shop(m);
    const auto c = all.create(image, "shop", {.name = "box"});
    REQUIRE(c.spec.mounts.size() == 2);
    CHECK(c.spec.mounts[0].target == "/srv/data");
    CHECK(c.spec.mounts[1].target == "/srv/empty");
    for (const auto& each : c.spec.mounts)
        CHECK(engine::is_nameless_volume(each.source.filename().string()));
    CHECK(names_in(c.spec.mounts[0].source) == all_names);
    const auto named =
        all.create(image, "shop", {.name = "named", .volumes = {{"data", "/srv/data"}}});
    CHECK(named.spec.mounts.size() == 2);
    CHECK(engine::volumes(all).size() == 4);
    CHECK_THROWS(
        all.create(image, "shop",
                   {.name = "wrong", .volumes = {{"data", "/srv/data"}}, .network = "none-such"}));
    CHECK(engine::volumes(all).size() == 4);
    const auto passing = all.create(image, "shop", {.name = "passing", .remove_when_ended = true});
    CHECK(engine::volumes(all).size() == 6);
    all.remove(passing);
    CHECK(engine::volumes(all).size() == 4);
    all.remove(named);
    CHECK(engine::volumes(all).size() == 4);
    all.remove(c);
    engine::remove_nameless_volumes(all, c);
    CHECK(engine::volumes(all).size() == 2);
    if (::geteuid() != 0) return;
    m.ran("over", "true", {.remove_when_ended = false}, "shop");
    const auto goes =
        all.create(image, "shop",
                   {.name = "goes",
                    .command = {"sh", "-c", "test -p /srv/data/pipe && touch /srv/data/out-too"},
                    .remove_when_ended = true});
    all.start(goes);
    CHECK(support::eventually([&] {
        return engine::volumes(all).size() == 4 && !all.find("goes");
    }));  // its shim does that, or who looks
}

TEST_CASE("volumes are as they are whichever runtime starts their containers") {
    if (!support::keeps_changes()) return;
    for (const std::string kind : {"linux", "runc", "crun"}) {
        INFO(kind);
        engine_machine m(kind);
        if (!m.can_start(kind)) continue;
        engine::containers& all = *m.containers;
        shop(m);
        const auto prints = [&](const std::string& name, const std::string& script,
                                engine::container_options o = {}) {
            const auto c = m.ran(name, script, std::move(o), "shop");
            CHECK(c.status.exit_code == 0);
            std::string made;
            for (const auto& line : all.read_log(c, 0, 1000).entries) made += line.text + '\n';
            return made;
        };
        // What the image has at the place of an empty volume, with its owners and modes; what is
        // written is the next one's.
        const std::string facts_of =
            "cd /srv/data; cat file; echo; stat -c '%n %a %u %g' . file closed closed/in; test -p pipe && readlink out";
        const std::string expected =
            "of the image\n. 1770 1000 50\nfile 640 1000 1000\nclosed 555 7 7\nclosed/in 4755 0 0\n../../../../../../etc/passwd\n";
        CHECK(prints("first", facts_of + "; echo kept > /srv/data/own",
                     {.volumes = {{"data", "/srv/data"}}}) == expected);
        CHECK(prints("second", "cat /srv/data/own; touch /srv/data/x 2>/dev/null || echo closed",
                     {.volumes = {{"data", "/srv/data", true}}}) == "kept\nclosed\n");
        CHECK(prints("left", "ls -A /srv/data", {.volumes = {{"bare", "/srv/data", false, true}}})
                  .empty());
        // Those of the image have no name, and stay for the container that is started again.
        const auto c = m.ran(
            "own",
            "test -e /srv/data/again-here && echo again; touch /srv/data/again-here; stat -c %a /srv/empty",
            {}, "shop");
        CHECK(c.spec.mounts.size() == 2);
        all.start(c);
        REQUIRE(
            support::eventually([&] { return all.get("own").phase == container_phase::exited; }));
        std::string own;
        for (const auto& line : all.read_log(c, 0, 1000).entries) own += line.text + '\n';
        CHECK(own == "700\nagain\n700\n");
        // A path of this machine, and in it a volume.
        std::filesystem::create_directory(m.files / "bound");
        CHECK(prints("bound", "echo x > /app/in/x; echo y > /app/y; cat /app/in/own",
                     {.volumes = {{"data", "/app/in"}, {(m.files / "bound").string(), "/app"}}}) ==
              "kept\n");
        CHECK(scratch_directory::read(m.files / "bound/y") == "y\n");
        CHECK(scratch_directory::read(all.volume("data") / "x") == "x\n");
        CHECK(std::filesystem::is_empty(m.files / "bound/in"));
        const auto goes =
            all.create(m.images->get("shop"), "shop",
                       {.name = "goes", .command = {"true"}, .remove_when_ended = true});
        const auto place = goes.spec.mounts.at(0).source;
        all.start(goes);
        CHECK(support::eventually(
            [&] { return !all.find("goes") && !std::filesystem::exists(place); }));
    }
}

TEST_CASE("half a copy never looks like a whole one") {
    engine_machine m;
    engine::containers& all = *m.containers;
    const runtime::image image = shop(m);
    const auto contents = m.root / "volume-contents";
    // Killed while it moved the parts in: what is missing comes before anybody runs on it, and what
    // is there already stays.
    const auto c = all.create(
        image, "shop",
        {.name = "box", .command = {"ls", "-A", "/srv/data"}, .volumes = {{"data", "/srv/data"}}});
    const auto data = all.volume("data");
    std::filesystem::create_directories(contents);
    std::filesystem::rename(data, contents / "data");
    std::filesystem::create_directory(data);
    std::filesystem::rename(contents / "data/long", data / "long");
    scratch_directory::write(data / "file", "of another");
    all.create(image, "shop", {.name = "next", .volumes = {{"data", "/srv/data"}}});
    CHECK(names_in(data) == all_names);
    CHECK(scratch_directory::read(data / "file") == "of another");
    CHECK((facts(data).st_mode & 07777) == 01770);
    CHECK(names_in(contents).empty());
    if (::geteuid() == 0) {
        std::filesystem::create_directories(contents / "data");
        scratch_directory::write(contents / "data/late", "came late");
        all.start(c);
        REQUIRE(support::eventually(
            [&] { return all.get("box").phase == engine::container_phase::exited; }));
        CHECK(scratch_directory::read(data / "late") == "came late");
    }
    // Killed while it copied: at any moment the volume is empty or whole, and the next one makes it
    // whole.
    for (int n = 0; n < 8; ++n) {
        const std::string name = "volume" + std::to_string(n);
        const pid_t copying = ::fork();
        if (copying == 0) {
            engine::containers own(m.root, {});  // the ids that it makes up are others
            own.create(image, "shop", {.volumes = {{name, "/srv/data"}}});
            ::_exit(0);
        }
        siginfo_t over{};
        for (int waited = 0; waited < 200 * n && over.si_pid == 0; ++waited)
            ::waitid(P_PID, static_cast<id_t>(copying), &over, WEXITED | WNOHANG | WNOWAIT);
        ::kill(copying, SIGKILL);
        ::waitpid(copying, nullptr, 0);
        const auto found = std::filesystem::exists(all.volume(name)) ? names_in(all.volume(name))
                                                                     : std::vector<std::string>();
        CHECK((found.empty() || found == all_names || std::filesystem::exists(contents / name)));
        all.create(image, "shop", {.volumes = {{name, "/srv/data"}}});
        CHECK(names_in(all.volume(name)) == all_names);
    }
    // Several at once: one of them copies.
    std::vector<std::thread> several;
    for (int n = 0; n < 4; ++n)
        several.emplace_back(
            [&] { all.create(image, "shop", {.volumes = {{"many", "/srv/data"}}}); });
    for (auto& each : several) each.join();
    CHECK(names_in(all.volume("many")) == all_names);
    CHECK(names_in(contents).empty());
}

}  // namespace volumes_test
