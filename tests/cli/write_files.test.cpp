// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/write_files.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include <support/scratch_directory.hpp>
#include "ran.hpp"

namespace write_files_test {

using namespace slipway;
using namespace slipway::dsl;
using slipway::cli::files_of;
using slipway::cli::layout;
using slipway::cli::written_file;

namespace {

constexpr Cluster shop() {
    return {.name = "shop",
            .resources = {ConfigMap{.name = "settings", .data = {{"text", "a {{ b }} c"}}},
                          Namespace{.name = "other"},
                          ConfigMap{.name = "settings", .namespace_ = "other"},
                          ClusterRole{.name = "shop:reader",
                                      .rules = {{.resources = {"pods"}, .verbs = {"get"}}}}}};
}

support::ran written(std::vector<std::string> arguments) {
    return support::run_as_program(
        [](int argc, char** argv) { return cli::render_command(constants<shop>, argc, argv); },
        std::move(arguments));
}

std::string read(const std::filesystem::path& file) {
    std::ostringstream all;
    all << std::ifstream(file).rdbuf();
    return all.str();
}

}  // namespace

TEST_CASE("a file for each object, named by kind and name") {
    const std::vector<written_file> files = files_of(constants<shop>, layout::files);
    REQUIRE(files.size() == 5);
    CHECK(files[0].path == "namespace-shop.yaml");
    CHECK(files[1].path == "namespace-other.yaml");
    CHECK(files[2].path == "configmap-settings.yaml");
    CHECK(files[3].path == "configmap-settings-2.yaml");
    CHECK(files[4].path == "clusterrole-shop-reader.yaml");
    CHECK(files[2].content.rfind("apiVersion: v1\nkind: ConfigMap\n", 0) == 0);
}

TEST_CASE("a kustomization lists the files") {
    const written_file last = files_of(constants<shop>, layout::kustomize).back();
    CHECK(last.path == "kustomization.yaml");
    CHECK(
        last.content ==
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- namespace-shop.yaml\n- namespace-other.yaml\n- configmap-settings.yaml\n"
        "- configmap-settings-2.yaml\n- clusterrole-shop-reader.yaml\n");
}

TEST_CASE("a chart's templates give what was rendered") {
    const std::vector<written_file> files = files_of(constants<shop>, layout::helm);
    CHECK(files[2].path == "templates/configmap-settings.yaml");
    CHECK(files[2].content.find("a {{ \"{{\" }} b }} c") != std::string::npos);
    REQUIRE(files.size() == 8);
    CHECK(files[5].path == "values.yaml");
    CHECK(files[6].path == "values.schema.json");
    CHECK(files.back().path == "Chart.yaml");
    CHECK(files.back().content.rfind("apiVersion: v2\nname: shop\n", 0) == 0);
}

TEST_CASE("files are written where it is said, and replaced the second time") {
    const scratch_directory scratch;
    const std::filesystem::path into = scratch.path() / "deep" / "chart";
    for (int i = 0; i < 2; ++i) {
        const support::ran r = written({"render", "--directory", into.string(), "--as=helm"});
        CHECK(r.code == cli::success);
        CHECK(r.out == "8 files in " + into.string() + "\n");
    }
    CHECK(read(into / "templates" / "namespace-shop.yaml") ==
          "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n");
    CHECK_FALSE(std::filesystem::exists(into / "Chart.yaml.new"));
}

TEST_CASE("what cannot be written is a failure, and a wrong line is said") {
    const scratch_directory scratch;
    std::ofstream(scratch.path() / "file") << "x";
    const support::ran r = written({"render", "--directory", (scratch.path() / "file").string()});
    CHECK(r.code == cli::failure);
    CHECK(r.err.find("cannot write") != std::string::npos);
    CHECK(written({"render", "--directory"}).code == cli::wrong_usage);
    CHECK(written({"render", "--as", "helm"}).code == cli::wrong_usage);
    CHECK(written({"render", "--directory", "x", "--as", "tar"}).code == cli::wrong_usage);
    CHECK(written({"render", "--directory", "x", "-o", "json"}).code == cli::wrong_usage);
}

TEST_CASE(
    "what else stands in the directory is told, since kubectl and helm would take it for part of the definition") {
    const scratch_directory scratch;
    const std::string into = scratch.path().string();
    std::filesystem::create_directories(scratch.path() / "templates");
    for (const char* name :
         {"templates/deployment-old.yaml", "templates/NOTES.txt", "values-prod.yaml"})
        std::ofstream(scratch.path() / name) << "a: b\n";
    const support::ran chart = written({"render", "--directory", into, "--as", "helm"});
    CHECK(chart.code == cli::success);
    CHECK(
        chart.err ==
        "shop: " + into +
            " has files that are not of this definition, or no longer: templates/deployment-old.yaml\n");
    CHECK(read(scratch.path() / "templates/deployment-old.yaml") == "a: b\n");

    const std::string beside = (scratch.path() / "files").string();
    CHECK(written({"render", "--directory", beside}).err.empty());
    for (int i = 10; i < 22; ++i)
        std::ofstream(std::filesystem::path(beside) / ("x" + std::to_string(i) + ".yml")) << "";
    const std::string told = written({"render", "--directory", beside}).err;
    CHECK(told.find("no longer: x10.yml, x11.yml,") != told.npos);
    CHECK(told.find("x19.yml and 2 more\n") != told.npos);
    CHECK(written({"render", "--directory", beside, "--as", "kustomize"}).err.empty());
}

}  // namespace write_files_test
