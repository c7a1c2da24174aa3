// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/store/concepts.hpp>

namespace laws {

/// What every model of `store::store` keeps. `make()` gives an empty one.
template <class Make>
void store(Make make) {
    using slipway::status_error;
    using slipway::core::change;
    using slipway::store::event;
    auto s = make();

    SECTION("commits are stamped, and only the expected revision is replaced") {
        const auto first = s->put("/a", {{"v", 1}}, 0);
        CHECK((*first.object)["metadata"]["resourceVersion"] == std::to_string(first.modified));
        CHECK_THROWS_AS(s->put("/a", {{"v", 2}}, 0), status_error);
        CHECK_THROWS_AS(s->put("/a", {{"v", 2}}, first.modified + 7), status_error);
        const auto second = s->put("/a", {{"v", 2}}, first.modified);
        CHECK(second.modified > first.modified);
        CHECK((*s->get("/a")->object)["v"] == 2);
        CHECK_THROWS_AS(s->erase("/a", first.modified), status_error);
        CHECK((*s->erase("/a", second.modified).object)["v"] == 2);
        CHECK_FALSE(s->get("/a").has_value());
        CHECK_THROWS_AS(s->erase("/a", second.modified), status_error);
    }
    SECTION("lists are in the order of keys, by pages, and of any remembered revision") {
        for (const char* key : {"/x/c", "/x/a", "/y/d", "/x/b"}) s->put(key, {{"k", key}}, 0);
        const auto then = s->current();
        const auto page = s->list("/x/", {}, 2, 0);
        REQUIRE(page.entries.size() == 2);
        CHECK(page.entries[0].key == "/x/a");
        CHECK(page.remaining == 1);
        s->erase("/x/a", s->get("/x/a")->modified);
        s->put("/x/e", {{"k", 1}}, 0);
        const auto rest = s->list("/x/", page.next, 2, page.at);
        REQUIRE(rest.entries.size() == 1);
        CHECK(rest.entries[0].key == "/x/c");
        CHECK(s->list("/x/", {}, 0, then).entries.size() == 3);
        CHECK(s->list("/x/", {}, 0, then).entries[0].key == "/x/a");
        CHECK(s->list("/x/", {}, 0, 0).entries.size() == 3);
    }
    SECTION("a watch sees every commit of its prefix, past and to come, in order") {
        const auto before = s->current();
        const auto a = s->put("/x/a", {{"v", 1}}, 0);
        std::vector<event> seen;
        auto watching = s->watch("/x/", before, [&](const event& e) { seen.push_back(e); });
        s->put("/y/other", {{"v", 1}}, 0);
        const auto b = s->put("/x/a", {{"v", 2}}, a.modified);
        s->erase("/x/a", b.modified);
        REQUIRE(seen.size() == 3);
        CHECK(seen[0].type == change::added);
        CHECK(seen[1].type == change::modified);
        CHECK((*seen[1].previous)["v"] == 1);
        CHECK(seen[2].type == change::deleted);
        CHECK((*seen[2].object)["metadata"]["resourceVersion"] == std::to_string(seen[2].at));
        CHECK(seen[0].at < seen[1].at);
        watching.stop();
        s->put("/x/z", {{"v", 1}}, 0);
        CHECK(seen.size() == 3);
    }
    SECTION("writers race, and nothing is lost or out of order") {
        s->put("/n", {{"v", 0}}, 0);
        std::atomic<bool> ordered = true;
        slipway::store::revision last = 0;
        auto watching = s->watch("/", s->current(), [&](const event& e) {
            if (e.at <= last) ordered = false;
            last = e.at;
        });
        std::vector<std::thread> writers;
        for (int t = 0; t < 4; ++t)
            writers.emplace_back([&] {
                for (int done = 0; done < 100;) {
                    const auto now = s->get("/n");
                    try {
                        s->put("/n", {{"v", (*now->object)["v"].template get<int>() + 1}},
                               now->modified);
                        ++done;
                    } catch (const status_error&) {  // somebody else was faster
                    }
                }
            });
        for (std::thread& t : writers) t.join();
        CHECK((*s->get("/n")->object)["v"] == 400);
        CHECK(ordered);
    }
}

}  // namespace laws
