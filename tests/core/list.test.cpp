// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/list.hpp>

#include <string>
#include <utility>

#include <catch2/catch.hpp>

namespace list_test {

using slipway::core::list;

namespace {

struct tree {
    int value = 0;
    list<tree> children{};
};

constexpr int sum(const tree& t) {
    int total = t.value;
    for (const tree& child : t.children) total += sum(child);
    return total;
}

constexpr int sum_of_three() {
    const tree root{.value = 1,
                    .children = {{.value = 2, .children = {}}, {.value = 3, .children = {}}}};
    return sum(root);
}
static_assert(sum_of_three() == 6);

constexpr bool copies_are_apart() {
    list<int> a{1, 2, 3};
    list<int> b = a;
    b[0] = 9;
    b.push_back(4);
    return a[0] == 1 && a.size() == 3 && b[0] == 9 && b.size() == 4;
}
static_assert(copies_are_apart());

}  // namespace

TEST_CASE("copies share their elements until one is written to") {
    list<std::string> a{"x", "y"};
    const list<std::string> b = a;
    const list<std::string>& read = a;
    CHECK(read.begin() == b.begin());
    a[1] = "z";
    CHECK(b[1] == "y");
    CHECK(read[1] == "z");
    for (std::string& s : a) s += "!";
    CHECK(b[0] == "x");
}

TEST_CASE("what is pushed as a value is moved, and lists that grow keep what they share") {
    list<list<int>> outer;
    list<int> inner{1, 2};
    const int* elements = std::as_const(inner).begin();
    outer.push_back(std::move(inner));
    CHECK(std::as_const(outer)[0].begin() == elements);
    const list<list<int>> before = outer;
    outer.push_back({3});
    CHECK(before.size() == 1);
    CHECK(before[0] == list<int>{1, 2});
    CHECK(std::as_const(outer)[0] == list<int>{1, 2});
}

TEST_CASE("a list grows, loses elements and is emptied") {
    list<std::string> a;
    CHECK(a.empty());
    for (int i = 0; i < 100; ++i) a.push_back(std::to_string(i));
    CHECK(a.size() == 100);
    CHECK(a[57] == "57");
    a.remove_if([](const std::string& s) { return s.size() == 2; });
    CHECK(a.size() == 10);
    CHECK(a.back() == "9");
    a.clear();
    CHECK(a == list<std::string>{});
}

TEST_CASE("a list can be said to be empty, until it is cleared") {
    list<int> a;
    CHECK_FALSE(a.said());
    a.push_back(1);
    CHECK(a.said());
    slipway::core::detail::say_empty(&a);
    const list<int> copy = a;
    CHECK((copy.said() && copy.empty() && copy == list<int>()));
    a.push_back(2);
    CHECK((a == list<int>{2} && copy.empty()));
    a = copy;
    a.clear();
    CHECK_FALSE(a.said());
}

}  // namespace list_test
