// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/node/detail/pod_volumes.hpp>

#include <catch2/catch.hpp>

#include <support/scratch_directory.hpp>

namespace pod_volumes_test {

using namespace slipway;

namespace {

/// A pod with one container, and the objects that its volumes may come from.
struct world {
    world() {
        pod.metadata.name = "web";
        pod.metadata.labels = {{"app", "web"}};
        pod.spec.containers = {api::Container{}};
        config.data = {{"a.conf", "one"}, {"b.conf", "two"}};
        config.binaryData = {{"c.bin", "AP8="}};
        secret.data = {{"token", "aGVsbG8="}};
        sources.config_map = [this](std::string_view name) {
            return name == "settings" ? std::make_shared<const api::ConfigMap>(config) : nullptr;
        };
        sources.secret = [this](std::string_view name) {
            return name == "keys" ? std::make_shared<const api::Secret>(secret) : nullptr;
        };
    }
    api::Volume& volume(const char* name) {
        api::Volume v;
        v.name = name;
        pod.spec.volumes.push_back(v);
        api::VolumeMount m;
        m.name = name;
        m.mountPath = "/mnt";
        pod.spec.containers[0].volumeMounts = {m};
        return pod.spec.volumes[pod.spec.volumes.size() - 1];
    }
    node::detail::pod_volumes volumes() { return {dir / "pod", pod, sources}; }
    std::filesystem::path mounted() {
        volumes().prepare();
        return volumes().mounts_of(pod.spec.containers[0]).at(0).source;
    }
    std::string read(const char* file) { return scratch_directory::read(mounted() / file); }
    void sub_path(const char* path) { pod.spec.containers[0].volumeMounts[0].subPath = path; }

    scratch_directory dir;
    api::Pod pod;
    api::ConfigMap config;
    api::Secret secret;
    node::config_sources sources;
};

std::filesystem::perms mode_of(const std::filesystem::path& file) {
    return std::filesystem::status(file).permissions();
}

}  // namespace

TEST_CASE("an empty directory is for all users, and keeps what is written") {
    world w;
    w.volume("data").emptyDir.emplace();
    const auto place = w.mounted();
    CHECK(std::filesystem::is_empty(place));
    CHECK(mode_of(place) == std::filesystem::perms(0777));
    scratch_directory::write(place / "file", "kept");
    CHECK(w.read("file") == "kept");
    CHECK_FALSE(w.volumes().mounts_of(w.pod.spec.containers[0])[0].read_only);
}

TEST_CASE("a ConfigMap is a read-only directory with a file for each key, text or bytes") {
    world w;
    w.volume("config").configMap.emplace().name = "settings";
    CHECK(w.read("a.conf") == "one");
    CHECK(w.read("b.conf") == "two");
    CHECK(w.read("c.bin") == std::string("\0\xff", 2));
    CHECK(mode_of(w.mounted() / "a.conf") == std::filesystem::perms(0644));
    CHECK(w.volumes().mounts_of(w.pod.spec.containers[0])[0].read_only);
}

TEST_CASE("some keys are taken, to other places and with other modes") {
    world w;
    auto& source = w.volume("config").configMap.emplace();
    source.name = "settings";
    source.defaultMode = 0600;
    api::core_v1::KeyToPath one, other;
    one.key = "a.conf";
    one.path = "etc/deep/app.conf";
    one.mode = 0440;
    other.key = "b.conf";
    other.path = "b";
    source.items = {one, other};
    const auto place = w.mounted();
    CHECK(w.read("etc/deep/app.conf") == "one");
    CHECK(mode_of(place / "etc/deep/app.conf") == std::filesystem::perms(0440));
    CHECK(mode_of(place / "b") == std::filesystem::perms(0600));
    CHECK_FALSE(std::filesystem::exists(place / "a.conf"));
}

TEST_CASE("a Secret's files hold its bytes, and a pod's fields are files too") {
    world w;
    w.volume("keys").secret.emplace().secretName = "keys";
    CHECK(w.read("token") == "hello");
    api::core_v1::DownwardAPIVolumeFile file;
    file.path = "labels/app";
    file.fieldRef.emplace().fieldPath = "metadata.labels['app']";
    w.volume("facts").downwardAPI.emplace().items = {file};
    CHECK(w.read("labels/app") == "web");
}

TEST_CASE("what is missing is named, and half of a volume is none") {
    world w;
    w.volume("config").configMap.emplace().name = "absent";
    CHECK_THROWS_WITH(
        w.mounted(),
        "MountVolume.SetUp failed for volume \"config\" : configmap \"absent\" not found");
    CHECK_FALSE(std::filesystem::exists(w.dir / "pod/config"));
    auto& source = w.pod.spec.volumes[0].configMap.emplace();
    source.name = "settings";
    api::core_v1::KeyToPath good, bad;
    good.key = good.path = "a.conf";
    bad.key = bad.path = "nope";
    source.items = {good, bad};
    CHECK_THROWS_WITH(w.mounted(), Catch::Contains("references non-existent config key: nope"));
    CHECK_FALSE(std::filesystem::exists(w.dir / "pod/config"));
    w.config.data["nope"] = "there now";
    CHECK(w.read("nope") == "there now");

    world other;
    other.volume("keys").secret.emplace().secretName = "absent";
    CHECK_THROWS_WITH(other.mounted(), Catch::Contains("secret \"absent\" not found"));
    other.pod.spec.volumes[0].secret.emplace().optional = true;
    CHECK(std::filesystem::is_empty(other.mounted()));
}

TEST_CASE("a path of this machine is there, or is made where the pod says so") {
    world w;
    auto& host = w.volume("host").hostPath.emplace();
    host.path = (w.dir / "host/logs").string();
    CHECK_THROWS_WITH(w.mounted(), Catch::Contains("does not exist"));
    w.pod.spec.volumes[0].hostPath.emplace().type = "DirectoryOrCreate";
    w.pod.spec.volumes[0].hostPath.emplace().path = (w.dir / "host/logs").string();
    CHECK(w.mounted() == w.dir / "host/logs");
    CHECK(std::filesystem::is_directory(w.dir / "host/logs"));
}

TEST_CASE("a part of a volume is mounted, and is made where it is not there") {
    world w;
    w.volume("data").emptyDir.emplace();
    w.sub_path("a/b");
    const auto place = w.mounted();
    CHECK(std::filesystem::is_directory(place));
    CHECK(std::filesystem::equivalent(place, w.dir / "pod/data/a/b"));
    for (const char* bad : {"/etc", "../other", "a/../../other", ".."}) {
        CAPTURE(bad);
        w.sub_path(bad);
        CHECK_THROWS_WITH(w.mounted(), Catch::Contains("must be a relative path"));
    }
}

TEST_CASE("a link in a volume does not lead a mount out of it, nor makes anything there") {
    world w;
    std::filesystem::create_directories(w.dir / "outside");
    std::filesystem::create_directories(w.dir / "pod/data-of-another");
    w.volume("data").emptyDir.emplace();
    const auto place = w.mounted();
    std::filesystem::create_directory_symlink(w.dir / "outside", place / "out");
    std::filesystem::create_directory_symlink(
        "../data-of-another", place / "beside");  // its path begins with the volume's
    std::filesystem::create_symlink(w.dir / "outside/later", place / "dangling");
    for (const char* path : {"out", "out/new", "beside", "beside/new", "dangling"}) {
        CAPTURE(path);
        w.sub_path(path);
        CHECK_THROWS_WITH(w.mounted(), Catch::Contains("leaves its volume"));
    }
    w.sub_path("dangling/new");
    CHECK_THROWS_AS(w.mounted(), status_error);
    CHECK(std::filesystem::is_empty(w.dir / "outside"));
    CHECK(std::filesystem::is_empty(w.dir / "pod/data-of-another"));
    std::filesystem::create_directories(place / "real");
    std::filesystem::create_directory_symlink("real", place / "in");
    w.sub_path("in");
    CHECK(w.mounted() == std::filesystem::canonical(place / "real"));
}

TEST_CASE("a volume that nobody defined, or of a kind unknown here, is named") {
    world w;
    w.volume("data");
    CHECK_THROWS_WITH(w.mounted(), Catch::Contains("this node knows volumes of the types"));
    w.pod.spec.volumes = {};
    CHECK_THROWS_WITH(w.mounted(), "volume \"data\" is not defined");
}

}  // namespace pod_volumes_test
