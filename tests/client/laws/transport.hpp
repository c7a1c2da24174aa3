// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/api/core_v1.hpp>
#include <slipway/client/client.hpp>
#include <support/eventually.hpp>

/// What every way to an API server with the namespace `ns` has to keep.
namespace laws {

namespace api = slipway::api;
namespace core = slipway::core;
namespace json = slipway::json;
using slipway::client::any_transport;

inline api::target maps(const std::string& name = {}, const std::string& ns = "ns") {
    return {&api::resource_of<api::ConfigMap>, ns, name, {}};
}
inline json::value map(const std::string& name, const std::string& color = "red") {
    return {{"apiVersion", "v1"},
            {"kind", "ConfigMap"},
            {"metadata", {{"name", name}, {"labels", {{"color", color}}}}},
            {"data", {{"color", color}}}};
}
inline core::status_error error_of(const std::function<void()>& f) {
    try {
        f();
    } catch (const core::status_error& e) {
        return e;
    }
    FAIL("nothing was thrown");
    return {core::reason::internal_error, ""};
}
inline std::string version_of(const json::document& d) {
    return (*d)["metadata"]["resourceVersion"];
}

inline void objects_are_kept(const any_transport& t) {
    const json::document made = t.create(maps(), map("a"), {});
    CHECK((*made)["kind"] == "ConfigMap");
    CHECK((*made)["apiVersion"] == "v1");
    CHECK((*made)["metadata"]["namespace"] == "ns");
    CHECK_FALSE((*made)["metadata"]["uid"].get<std::string>().empty());
    CHECK(*t.get(maps("a")) == *made);
    json::value next = *made;
    next["data"]["color"] = "blue";
    const json::document updated = t.update(maps("a"), next, {});
    CHECK((*updated)["data"]["color"] == "blue");
    const core::status_error stale = error_of([&] { t.update(maps("a"), next, {}); });
    CHECK(stale.is(core::reason::conflict));
    CHECK(stale.details().name == "a");
    CHECK((*t.patch(maps("a"), api::patch_type::merge, {{"data", {{"size", "3"}}}}, {}))["data"] ==
          json::value{{"color", "blue"}, {"size", "3"}});
    CHECK((*t.patch(maps("a"), api::patch_type::strategic, {{"data", {{"size", nullptr}}}},
                    {}))["data"] == json::value{{"color", "blue"}});
    const json::value steps =
        json::value::array({{{"op", "replace"}, {"path", "/data/color"}, {"value", "green"}}});
    CHECK((*t.patch(maps("a"), api::patch_type::json, steps, {}))["data"]["color"] == "green");
    t.remove(maps("a"), {});
    CHECK(error_of([&] { t.get(maps("a")); }).is(core::reason::not_found));
}

inline void what_is_applied_is_owned(const any_transport& t) {
    const json::document made =
        t.patch(maps("a"), api::patch_type::apply, map("a"), {.field_manager = "one"});
    CHECK((*made)["data"]["color"] == "red");
    const core::status_error owned = error_of([&] {
        t.patch(maps("a"), api::patch_type::apply, map("a", "blue"), {.field_manager = "two"});
    });
    CHECK(owned.is(core::reason::conflict));
    CHECK_FALSE(owned.details().causes.empty());
    const json::document taken = t.patch(maps("a"), api::patch_type::apply, map("a", "blue"),
                                         {.field_manager = "two", .force = true});
    CHECK((*taken)["data"]["color"] == "blue");
}

inline void refusals_say_what_and_why(const any_transport& t) {
    const core::status_error missing = error_of([&] { t.get(maps("none")); });
    CHECK(missing.is(core::reason::not_found));
    CHECK(missing.code() == 404);
    CHECK(missing.message() == "configmaps \"none\" not found");
    CHECK(missing.details().kind == "configmaps");
    CHECK(missing.details().name == "none");
    t.create(maps(), map("a"), {});
    CHECK(error_of([&] { t.create(maps(), map("a"), {}); }).is(core::reason::already_exists));
    const core::status_error invalid = error_of([&] { t.create(maps(), map("Not A Name"), {}); });
    CHECK(invalid.is(core::reason::invalid));
    CHECK(invalid.code() == 422);
    REQUIRE(invalid.details().causes.size() == 1);
    CHECK(invalid.details().causes[0].field == "metadata.name");
    CHECK(error_of([&] { t.remove(maps("a"), {.uid = "another"}); }).is(core::reason::conflict));
    CHECK(
        error_of([&] { t.list(maps(), {.label_selector = "=="}); }).is(core::reason::bad_request));
    CHECK(error_of([&] {
              t.create({&api::resource_of<api::ConfigMap>, "nowhere", {}, {}}, map("a"), {});
          }).is(core::reason::not_found));
}

inline void lists_are_of_what_was_asked_for(const any_transport& t) {
    for (const char* name : {"a", "b", "c"})
        t.create(maps(), map(name, name[0] == 'b' ? "blue" : "red"), {});
    t.create(maps({}, "default"), map("d"), {});
    auto names = [](const json::list_result& l) {
        std::string made;
        for (const json::document& d : l.items) {
            made += (*d)["metadata"]["name"].get<std::string>();
            CHECK((*d)["kind"] == "ConfigMap");
            CHECK((*d)["apiVersion"] == "v1");
        }
        return made;
    };
    CHECK(names(t.list(maps(), {})) == "abc");
    CHECK(names(t.list(maps({}, ""), {})).size() == 4);
    CHECK(names(t.list(maps(), {.label_selector = "color in (red,green)"})) == "ac");
    CHECK(names(t.list(maps(), {.field_selector = "metadata.name=b"})) == "b");
    const json::list_result first = t.list(maps(), {.limit = 2});
    CHECK(names(first) == "ab");
    CHECK(first.remaining_item_count == 1);
    const json::list_result second = t.list(maps(), {.continue_ = first.continue_, .limit = 2});
    CHECK(names(second) == "c");
    CHECK(second.continue_.empty());
    t.remove_collection(maps(), {}, {.label_selector = "color=red"});
    CHECK(names(t.list(maps(), {})) == "b");
}

inline void parts_and_rehearsals_are_told_apart(const any_transport& t) {
    CHECK((*t.create(maps(), map("a"), {.dry_run = true}))["metadata"]["name"] == "a");
    CHECK(t.list(maps(), {}).items.empty());
    const api::target pods{&api::resource_of<api::Pod>, "ns", {}, {}};
    const json::value pod = {
        {"apiVersion", "v1"},
        {"kind", "Pod"},
        {"metadata", {{"name", "p"}}},
        {"spec", {{"containers", json::value::array({{{"name", "app"}, {"image", "app:1"}}})}}}};
    json::value next = *t.create(pods, pod, {});
    next["status"]["phase"] = "Running";
    next["metadata"]["labels"] = {{"a", "b"}};
    const api::target status{pods.kind, "ns", "p", "status"};
    const json::document written = t.update(status, next, {});
    CHECK((*written)["status"]["phase"] == "Running");
    CHECK_FALSE((*written)["metadata"].contains("labels"));
    const api::target binding{pods.kind, "ns", "p", "binding"};
    t.create(binding,
             {{"apiVersion", "v1"},
              {"kind", "Binding"},
              {"metadata", {{"name", "p"}}},
              {"target", {{"kind", "Node"}, {"name", "n1"}}}},
             {});
    CHECK((*t.get({pods.kind, "ns", "p", {}}))["spec"]["nodeName"] == "n1");
}

/// What a watch has told.
struct told {
    std::mutex mutex;
    std::vector<std::string> lines;
    std::vector<json::document> objects;

    slipway::client::watch_sink sink() {
        return [this](const json::watch_event& e) {
            std::lock_guard lock(mutex);
            lines.push_back(std::string(core::name(e.type)) + " " +
                            slipway::client::metadata_text(*e.object, "name"));
            objects.push_back(e.object);
        };
    }
    bool is(const std::vector<std::string>& expected) {
        std::lock_guard lock(mutex);
        return lines == expected;
    }
    std::size_t size() {
        std::lock_guard lock(mutex);
        return lines.size();
    }
    /// Null where nothing was told yet.
    json::document last() {
        std::lock_guard lock(mutex);
        return objects.empty() ? nullptr : objects.back();
    }
};

inline void watches_tell_what_happens(const any_transport& t) {
    t.create(maps(), map("before"), {});
    const std::string from = t.list(maps(), {}).resource_version;
    const json::document a =
        t.create(maps(), map("a"), {});  // before the watch begins, after its revision
    told first, blue, all;
    {
        const auto one = t.watch(maps(), {.resource_version = from}, first.sink());
        const auto two = t.watch(maps(), {.label_selector = "color=blue", .resource_version = from},
                                 blue.sink());
        const auto three = t.watch(maps(), {}, all.sink());
        t.create(maps(), map("b", "blue"), {});
        t.create(maps({}, "default"), map("elsewhere"), {});
        t.patch(maps("a"), api::patch_type::merge, {{"data", {{"color", "green"}}}}, {});
        t.remove(maps("b"), {});
        CHECK(support::eventually(
            [&] { return first.is({"ADDED a", "ADDED b", "MODIFIED a", "DELETED b"}); }));
        CHECK(support::eventually([&] { return blue.is({"ADDED b", "DELETED b"}); }));
        CHECK(support::eventually([&] { return all.size() == 5; }));
        CHECK(*first.objects.at(0) == *a);
    }
    const std::size_t before = first.size();
    t.create(maps(), map("later"), {});
    told fence;  // what it is told, the others would have been
    const auto last = t.watch(maps(), {.resource_version = from}, fence.sink());
    CHECK(support::eventually([&] { return fence.size() >= 5; }));
    CHECK(first.size() == before);
}

inline void a_watch_is_refused_where_it_begins(const any_transport& t) {
    told nothing;
    CHECK(error_of([&] {
              t.watch(maps(), {.label_selector = "=="}, nothing.sink());
          }).is(core::reason::bad_request));
    CHECK(nothing.size() == 0);
}

/// `t` is of a server that remembers few revisions.
inline void a_revision_that_is_too_old_is_expired(const any_transport& t) {
    const std::string old = t.list(maps(), {}).resource_version;
    for (int i = 0; i < 20; ++i) t.create(maps(), map("m" + std::to_string(i)), {});
    told end;
    try {
        const auto watching = t.watch(maps(), {.resource_version = old}, end.sink());
        REQUIRE(support::eventually([&] { return end.size() == 1; }));
        CHECK(end.is({"ERROR "}));
        CHECK((*end.objects.at(0))["code"] == 410);
    } catch (const core::status_error& e) {
        CHECK(e.code() == 410);
    }
}

/// `world` gives a transport as `transport()`, to a server of its own.
template <class World>
void transport_laws() {
    SECTION("objects are created, read, changed and removed") {
        objects_are_kept(World().transport());
    }
    SECTION("what is applied is owned, until it is taken over by force") {
        what_is_applied_is_owned(World().transport());
    }
    SECTION("a refusal says what and why") { refusals_say_what_and_why(World().transport()); }
    SECTION("a list is of what was asked for, page by page") {
        lists_are_of_what_was_asked_for(World().transport());
    }
    SECTION("subresources and rehearsals leave the rest alone") {
        parts_and_rehearsals_are_told_apart(World().transport());
    }
    SECTION("a watch tells what happens, in order, until it is stopped") {
        watches_tell_what_happens(World().transport());
    }
    SECTION("a watch that is refused throws") {
        a_watch_is_refused_where_it_begins(World().transport());
    }
    SECTION("a revision that is too old is expired") {
        a_revision_that_is_too_old_is_expired(World(10).transport());
    }
}

}  // namespace laws
