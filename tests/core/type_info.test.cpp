// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/type_info.hpp>

#include <catch2/catch.hpp>

namespace type_info_test {

using namespace slipway::core;

namespace {

struct item {
    text name{};
};
struct thing {
    list<item> items{};
    map<item> by_name{};
    optional<item> box{};
    raw unknown{};
};

constexpr field fields[] = {
    {.name = "items",
     .offset = offsetof(thing, items),
     .kind = value_kind::list,
     .element = value_kind::object,
     .access = &list_access<item>},
    {.name = "byName",
     .offset = offsetof(thing, by_name),
     .kind = value_kind::map,
     .element = value_kind::object,
     .access = &map_access<item>},
    {.name = "box",
     .offset = offsetof(thing, box),
     .kind = value_kind::boxed,
     .access = &box_access<item>},
};
constexpr type_info described{"Thing", fields, std::size(fields), offsetof(thing, unknown)};

}  // namespace

TEST_CASE("a field is found by its JSON name, and leads to its place in an object") {
    thing t;
    REQUIRE(described.find("byName"));
    CHECK(described.find("byName")->in(&t) == &t.by_name);
    CHECK(described.find("by_name") == nullptr);
    CHECK(described.find("") == nullptr);
    CHECK(described.end() - described.begin() == 3);
}

TEST_CASE("elements are added and read without knowing their type") {
    thing t;
    const field& items = *described.find("items");
    for (const char* name : {"a", "b"})
        static_cast<item*>(items.access->add(items.in(&t)))->name = name;
    const elements_view seen = items.access->read(items.in(&t));
    REQUIRE(seen.count == 2);
    CHECK(static_cast<const item*>(seen[1])->name == "b");
    CHECK(t.items[0].name == "a");

    const field& by_name = *described.find("byName");
    void* added = by_name.access->add(by_name.in(&t));
    *static_cast<text*>(added) = "key";
    reinterpret_cast<item*>(static_cast<char*>(added) + by_name.access->value_offset)->name =
        "value";
    REQUIRE(t.by_name.find("key"));
    CHECK(t.by_name.find("key")->name == "value");
}

TEST_CASE("a box has one element or none") {
    thing t;
    const field& box = *described.find("box");
    CHECK(box.access->read(box.in(&t)).count == 0);
    static_cast<item*>(box.access->add(box.in(&t)))->name = "in it";
    const elements_view seen = box.access->read(box.in(&t));
    REQUIRE(seen.count == 1);
    CHECK(static_cast<const item*>(seen[0])->name == "in it");
    CHECK(t.box.has_value());
}

}  // namespace type_info_test
