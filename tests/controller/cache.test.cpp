// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controller/cache.hpp>

#include <catch2/catch.hpp>

namespace cache_test {

namespace {

namespace json = slipway::json;
using cache = slipway::controller::cache<json::value>;

cache::pointer object(const std::string& name, const std::string& uid, int revision,
                      const std::string& color = "red") {
    return std::make_shared<const json::value>(
        json::value{{"metadata",
                     {{"name", name},
                      {"namespace", "ns"},
                      {"uid", uid},
                      {"resourceVersion", std::to_string(revision)}}},
                    {"color", color}});
}

}  // namespace

TEST_CASE("a write is seen at once, and the watch's later news of it changes nothing") {
    cache c;
    c.reach(10);
    c.absorb(object("a", "1", 11));
    REQUIRE(c.get("ns/a"));
    CHECK(c.see("ns/a", object("a", "1", 11), 11) == nullptr);
    CHECK(c.get("ns/a"));
}

TEST_CASE("an answer that the watch has overtaken is not taken in") {
    cache c;
    c.see("ns/a", object("a", "1", 11), 11);
    c.see("ns/a", nullptr, 12);
    c.absorb(object("a", "1", 11));
    CHECK_FALSE(c.get("ns/a"));
}

TEST_CASE("older news does not undo a write") {
    cache c;
    c.see("ns/a", object("a", "1", 11), 11);
    c.absorb(object("a", "1", 13, "blue"));
    c.see("ns/a", object("a", "1", 12, "green"), 12);
    CHECK((*c.get("ns/a"))["color"] == "blue");
    c.see("ns/a", object("a", "1", 13, "blue"), 13);
    c.see("ns/a", object("a", "1", 14, "white"), 14);
    CHECK((*c.get("ns/a"))["color"] == "white");
}

TEST_CASE("a hidden object stays hidden until another takes its name") {
    cache c;
    c.see("ns/a", object("a", "1", 11), 11);
    c.hide("ns/a", "1");
    CHECK_FALSE(c.get("ns/a"));
    c.see("ns/a", object("a", "1", 12), 12);
    CHECK_FALSE(c.get("ns/a"));
    CHECK(c.see("ns/a", nullptr, 13) != nullptr);
    c.see("ns/a", object("a", "2", 14), 14);
    CHECK(c.get("ns/a"));
    c.hide("ns/a", "1");
    CHECK(c.get("ns/a"));
}

TEST_CASE("indexes follow the objects, also those that were there before") {
    cache c;
    c.see("ns/a", object("a", "1", 1), 1);
    c.add_index("color", [](const json::value& v) {
        return std::vector<std::string>{v["color"].get<std::string>()};
    });
    c.see("ns/b", object("b", "2", 2, "blue"), 2);
    CHECK(c.by("color", "red").size() == 1);
    c.absorb(object("a", "1", 3, "blue"));
    CHECK(c.by("color", "red").empty());
    CHECK(c.by("color", "blue").size() == 2);
    c.hide("ns/b", "2");
    CHECK(c.by("color", "blue").size() == 1);
    CHECK(c.by("shape", "round").empty());
    CHECK(c.list().size() == 1);
}

}  // namespace cache_test
