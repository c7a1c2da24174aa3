// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/metadata.hpp>

#include <string>

#include <catch2/catch.hpp>

namespace metadata_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr bool kept_in_order() {
    const labels l{{"app", "web"}, {"tier", "front"}, {"zone", "a"}, {"x", "y"}};
    return l.size() == 4 && l[0].key == "app" && l[3].value == "y" && *l.find("tier") == "front" &&
           !l.find("none");
}
static_assert(kept_in_order());

struct thing {
    dsl::name name{};
};

}  // namespace

TEST_CASE("labels are read and written like a list of pairs") {
    labels l;
    CHECK(l.empty());
    l.push_back({"app", "web"});
    l.push_back({"example.com/tier", "front"});
    std::string all;
    for (const auto& [key, value] : l) all += std::string(key.view()) + "=" + value.c_str() + " ";
    CHECK(all == "app=web example.com/tier=front ");
    CHECK(l == labels{{"app", "web"}, {"example.com/tier", "front"}});
    l = {};
    CHECK(l.empty());
}

TEST_CASE("labels share their entries with the objects that they are lowered to") {
    const labels l{{"app", "web"}};
    const core::map<text> shared = l;
    CHECK(shared.begin() == l.begin());
}

TEST_CASE("values of annotations are any text, their keys are like those of labels") {
    const annotations a{{"example.com/note", "any text, of {any} kind"}};
    CHECK(a[0].value == "any text, of {any} kind");
    CHECK_THROWS_AS((annotation{text(std::string("a b")), "c"}), mistake);
}

TEST_CASE("a reference takes the object or its name") {
    const thing web{.name = "web"};
    CHECK(reference_to<thing>(web) == "web");
    CHECK(reference_to<thing>("cart") == "cart");
    CHECK(reference_to<thing>(std::string("cart")) == "cart");
    CHECK_THROWS_AS(reference_to<thing>(std::string("Cart")), mistake);
    CHECK(reference_to<thing>().empty());
}

}  // namespace metadata_test
