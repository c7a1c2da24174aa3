// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/table.hpp>

#include <catch2/catch.hpp>

#include <slipway/apiserver/kinds/config.hpp>
#include <slipway/apiserver/rows.hpp>
#include <slipway/json/read.hpp>

namespace table_test {

using namespace slipway;
namespace table = apiserver::table;

namespace {

const json::value map = json::read(
    R"({"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","creationTimestamp":"2026-01-01T00:00:00Z"},"data":{"k":"v"}})");
const core::time_source::wall_time later = core::parse_rfc3339("2026-01-01T00:03:05Z");

}  // namespace

TEST_CASE("a table names its columns, and a row has a cell for each") {
    const apiserver::kind_row* row = &apiserver::kinds::config_maps;
    const json::value empty = table::empty(row, "7");
    CHECK(empty["kind"] == "Table");
    CHECK(empty["apiVersion"] == "meta.k8s.io/v1");
    CHECK(empty["metadata"]["resourceVersion"] == "7");
    CHECK(empty["rows"] == json::value::array());
    CHECK(empty["columnDefinitions"][0]["format"] == "name");
    CHECK(empty["columnDefinitions"][1]["name"] == "Data");
    CHECK(table::row_of(row, map, later, "")["cells"] == json::value::array({"a", "1", "3m5s"}));
}

TEST_CASE("a kind without columns of its own has name and age") {
    CHECK(table::columns_of(nullptr).size() == 2);
    CHECK(table::row_of(nullptr, map, later, "")["cells"] == json::value::array({"a", "3m5s"}));
}

TEST_CASE("a row carries as much of the object as was asked for") {
    CHECK_FALSE(table::row_of(nullptr, map, later, "None").contains("object"));
    CHECK(table::row_of(nullptr, map, later, "Object")["object"] == map);
    const json::value partial = table::row_of(nullptr, map, later, "Metadata")["object"];
    CHECK(partial["kind"] == "PartialObjectMetadata");
    CHECK(partial["metadata"] == map["metadata"]);
    CHECK_FALSE(partial.contains("data"));
    CHECK(table::row_of(nullptr, map, later, "")["object"] == partial);
}

TEST_CASE("ages are written as kubectl writes them") {
    using namespace std::chrono_literals;
    using apiserver::kinds::human_duration;
    CHECK(human_duration(-5s) == "<invalid>");
    CHECK(human_duration(-1s) == "0s");
    CHECK(human_duration(119s) == "119s");
    CHECK(human_duration(120s) == "2m");
    CHECK(human_duration(185s) == "3m5s");
    CHECK(human_duration(10min + 5s) == "10m");
    CHECK(human_duration(3h) == "3h");
    CHECK(human_duration(5h + 2min) == "5h2m");
    CHECK(human_duration(47h) == "47h");
    CHECK(human_duration(52h) == "2d4h");
    CHECK(human_duration(24h * 100) == "100d");
    CHECK(human_duration(24h * 760) == "2y30d");
    CHECK(human_duration(24h * 365 * 9) == "9y");
}

TEST_CASE("a time stamp that is none has no age") {
    CHECK(apiserver::kinds::age_of(json::read("{}"), later) == "<unknown>");
    CHECK(apiserver::kinds::age_of(json::read(R"({"metadata":{"creationTimestamp":"yesterday"}})"),
                                   later) == "<invalid>");
}

}  // namespace table_test
