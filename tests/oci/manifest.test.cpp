// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/manifest.hpp>

#include <catch2/catch.hpp>

namespace manifest_test {

using namespace slipway;

namespace {

std::string descriptor_json(const std::string& type, const std::string& size = "3") {
    return R"({"mediaType":")" + type + R"(","digest":"sha256:)" + std::string(64, 'a') +
           R"(","size":)" + size + "}";
}
std::string manifest_json(const std::string& layers = "[]", const std::string& more = "") {
    return R"({"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",)" +
           more + R"("config":)" + descriptor_json("application/vnd.oci.image.config.v1+json") +
           R"(,"layers":)" + layers + "}";
}
void refused(const std::string& bytes, const std::string& part, const std::string& type = "") {
    CAPTURE(bytes.substr(0, 500));
    try {
        oci::parse_manifest(bytes, type);
        FAIL("taken");
    } catch (const status_error& e) {
        CHECK(e.is(core::reason::invalid));
        CHECK_THAT(e.message(), Catch::Contains(part));
    }
}

}  // namespace

TEST_CASE("manifests are read and written back") {
    oci::manifest m;
    m.config = oci::describe("{}", oci::media_type::image_config);
    m.layers = {oci::describe("one", oci::media_type::layer_tar),
                oci::describe("two", oci::media_type::layer_tar_gzip)};
    m.annotations = {{"b", "2"}, {"a", "1"}};
    m.subject = oci::describe("subject", oci::media_type::image_manifest);
    const std::string bytes = oci::write(m);
    CHECK(std::get<oci::manifest>(oci::parse_manifest(bytes)) == m);
    CHECK(oci::write(std::get<oci::manifest>(oci::parse_manifest(bytes))) == bytes);

    oci::index i;
    i.manifests = {oci::describe(bytes, oci::media_type::image_manifest)};
    i.manifests[0].platform =
        oci::platform{.architecture = "arm64", .os = "linux", .variant = "v8"};
    CHECK(std::get<oci::index>(oci::parse_manifest(oci::write(i))) == i);
}

TEST_CASE("Docker's schema 2 is read") {
    const std::string bytes =
        R"({"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":)" +
        descriptor_json("application/vnd.docker.container.image.v1+json") + R"(,"layers":[)" +
        descriptor_json("application/vnd.docker.image.rootfs.diff.tar.gzip") + "]}";
    const auto m =
        std::get<oci::manifest>(oci::parse_manifest(bytes, oci::media_type::docker_manifest));
    CHECK(m.layers.size() == 1);
    CHECK(oci::media_type::is_layer(m.layers[0].media_type));
}

TEST_CASE("bad manifests are refused, each with the member's name") {
    refused("", "not JSON");
    refused("{", "not JSON");
    refused("[]", "must be a JSON object");
    refused("{}", "schemaVersion");
    refused(R"({"schemaVersion":1,"config":{}})", "schemaVersion");
    refused(R"({"schemaVersion":2,"layers":[]})", "config");
    const std::string layer = "application/vnd.oci.image.layer.v1.tar";
    refused(manifest_json("[" + descriptor_json(layer, "-1") + "]"),
            "manifest.layers[0].size: must not be negative");
    refused(manifest_json("[" + descriptor_json(layer, "1.5") + "]"), "layers[0].size");
    refused(manifest_json("[" + descriptor_json(layer, "18446744073709551615") + "]"), "too large");
    refused(manifest_json("[" + descriptor_json(layer, "1e300") + "]"), "layers[0].size");
    refused(manifest_json(R"([{"mediaType":"x","size":1,"digest":"sha256:../../etc/passwd"}])"),
            "layers[0].digest");
    refused(manifest_json(R"([7])"), "layers[0]");
    refused(manifest_json(R"({})"), "layers: must be an array");
    refused(manifest_json("[]", R"("annotations":{"a":1},)"), "annotations");
    refused(manifest_json("[]", R"("manifests":[],)"), "either manifests, or config and layers");
    refused(manifest_json("[]", R"("layers":[],)"), "stands twice");
    refused(manifest_json("[]"), "was sent as",
            "application/vnd.docker.distribution.manifest.v2+json");
    refused(std::string(100'000, '['), "");
    std::string deep = R"({"schemaVersion":2,"x":)";
    for (int i = 0; i < 5000; ++i) deep += R"({"a":)";
    refused(deep, "nested deeper");
    refused(std::string(17 << 20, ' '), "bytes");
}

TEST_CASE("an unknown kind of manifest is named") {
    CHECK_THROWS_WITH(oci::parse_manifest(R"({"schemaVersion":2,"mediaType":"text/plain"})"),
                      Catch::Contains("text/plain"));
}

TEST_CASE("an index is searched for the machine's platform") {
    oci::index i;
    for (const char* arch : {"arm64", "amd64"}) {
        auto d = oci::describe(arch, oci::media_type::image_manifest);
        d.platform = oci::platform{.architecture = arch, .os = "linux"};
        i.manifests.push_back(d);
    }
    CHECK(oci::select(i, {.architecture = "amd64", .os = "linux"}).digest ==
          oci::digest_of(std::string_view("amd64")));
    CHECK_THROWS_WITH(
        oci::select(i, {.architecture = "s390x", .os = "linux"}),
        "the image is not made for linux/s390x; it is there for linux/arm64, linux/amd64");
}

}  // namespace manifest_test
