// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/client/transport.hpp>

#include <catch2/catch.hpp>

#include <slipway/api/core_v1.hpp>
#include <slipway/api/resource_of.hpp>
#include <support/memory_api.hpp>

#include "recording_transport.hpp"

namespace transport_test {

namespace {

namespace api = slipway::api;
namespace json = slipway::json;
using slipway::client::any_transport;
using slipway::client::transport;
using support::recording_transport;

struct cannot_watch {
    json::document get(const api::target&) { return nullptr; }
};

static_assert(transport<recording_transport>);
static_assert(transport<support::memory_api>);
static_assert(!transport<cannot_watch>);
static_assert(!transport<int>);

const api::target at{&api::resource_of<api::Pod>, "shop", "web-0", "status"};

}  // namespace

TEST_CASE("every verb is handed on with all that belongs to it") {
    recording_transport line;
    const any_transport t(line);
    const json::value body{{"color", "red"}};
    CHECK(t.create(at, body, {.field_manager = "c"}) == line.answer);
    CHECK(line.body == body);
    CHECK(line.write.field_manager == "c");
    CHECK(t.get(at) == line.answer);
    CHECK(t.list(at, {.label_selector = "a=b"}).resource_version == "7");
    CHECK(line.listing.label_selector == "a=b");
    CHECK(t.update(at, body, {.field_manager = "u"}) == line.answer);
    CHECK(line.write.field_manager == "u");
    CHECK(t.patch(at, api::patch_type::strategic, body, {.dry_run = true}) == line.answer);
    CHECK(line.patch_type == api::patch_type::strategic);
    CHECK(line.write.dry_run);
    CHECK(t.remove(at, {.uid = "1"}) == line.answer);
    CHECK(line.deletion.uid == "1");
    t.remove_collection(at, {.uid = "2"}, {.field_selector = "c=d"});
    CHECK(line.deletion.uid == "2");
    CHECK(line.listing.field_selector == "c=d");
    CHECK(line.asked ==
          std::vector<std::string>{"create shop/pods/web-0/status", "get shop/pods/web-0/status",
                                   "list shop/pods/web-0/status", "update shop/pods/web-0/status",
                                   "patch shop/pods/web-0/status", "remove shop/pods/web-0/status",
                                   "remove_collection shop/pods/web-0/status"});
}

TEST_CASE("a watch reports to its sink and ends with its subscription") {
    recording_transport line;
    const any_transport t(line);
    int told = 0;
    {
        const auto watching =
            t.watch(at, {.resource_version = "5"}, [&](const json::watch_event&) { ++told; });
        CHECK(line.watching.resource_version == "5");
        line.sink({slipway::core::change::added, line.answer});
        CHECK(told == 1);
        CHECK(line.watches == 1);
    }
    CHECK(line.watches == 0);
}

TEST_CASE(
    "a transport that is given away is kept as long as a copy lives, one that is lent is not") {
    auto given = std::make_shared<recording_transport>();
    const std::weak_ptr<recording_transport> seen = given;
    {
        const any_transport first(std::move(given));
        const any_transport second = first;
        CHECK(seen.lock());
        second.get(at);
        CHECK(seen.lock()->asked.size() == 1);
    }
    CHECK_FALSE(seen.lock());
    recording_transport lent;
    {
        any_transport{lent}.get(at);
    }
    CHECK(lent.asked.size() == 1);
}

}  // namespace transport_test
