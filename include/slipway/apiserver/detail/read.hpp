// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>

#include <slipway/apiserver/server.hpp>
#include <slipway/core/base64.hpp>

namespace slipway::apiserver {

template <store::store Store>
basic_server<Store>::basic_server(Store& kept, core::time_source& time, core::random_source& random,
                                  server_options options)
    : store_(kept),
      time_(time),
      random_(random),
      options_(std::move(options)),
      addresses_(options_.service_network) {
    settle_definitions();
}

template <store::store Store>
const kind_row* basic_server<Store>::row_of(const api::resource& kind) const {
    for (const kind_row& row : options_.rows)
        if (row.plural == kind.plural && row.group == kind.group) return &row;
    return nullptr;
}

template <store::store Store>
std::string basic_server<Store>::prefix_of(const api::target& at) {
    std::string prefix =
        "/registry/" + std::string(at.kind->group) + "/" + std::string(at.kind->plural) + "/";
    if (at.kind->namespaced && !at.namespace_.empty()) prefix += at.namespace_ + "/";
    return prefix;
}

template <store::store Store>
std::string basic_server<Store>::key_of(const api::resource& kind, std::string_view ns,
                                        std::string_view name) {
    return prefix_of({&kind, std::string(ns)}) + std::string(name);
}

template <store::store Store>
store::entry basic_server<Store>::require(const api::target& at) const {
    auto found = store_.get(key_of(*at.kind, at.namespace_, at.name));
    if (!found) throw not_found(*at.kind, at.name);
    found->object = presented(*at.kind, found->object);
    return *std::move(found);
}

template <store::store Store>
selection basic_server<Store>::selection_of(const api::resource& kind, const std::string& labels,
                                            const std::string& fields) const {
    if (const custom_ptr custom = customs_.find(kind))
        return selection(labels, fields, custom->selectable_fields());
    const kind_row* row = row_of(kind);
    return selection(labels, fields,
                     row ? row->selectable_fields : std::span<const std::string_view>());
}

template <store::store Store>
json::document basic_server<Store>::get(const api::target& asked) {
    const api::target at = served(asked);
    const entry found = require(at);
    if (at.subresource == "scale")
        return std::make_shared<const json::value>(scale_of(at, *found.object));
    return found.object;
}

namespace detail {

inline store::revision parse_revision(const std::string& s) {
    store::revision made = 0;
    const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), made);
    if (error != std::errc() || end != s.data() + s.size())
        throw core::status_error(core::reason::bad_request,
                                 "Invalid value: \"" + s + "\": invalid resource version");
    return made;
}

/// Where the next page of a list starts, and at which revision the list was begun.
struct continuation {
    store::revision at = 0;
    std::string key;

    std::string str() const { return core::encode_base64(std::to_string(at) + " " + key); }
    static continuation parse(const std::string& token, const std::string& prefix) {
        const auto text = core::decode_base64(token);
        const std::size_t space = text ? text->find(' ') : std::string::npos;
        if (space == std::string::npos || !text->substr(space + 1).starts_with(prefix))
            throw core::status_error(core::reason::bad_request,
                                     "continue key is not valid: '" + token + "'");
        return {parse_revision(text->substr(0, space)), text->substr(space + 1)};
    }
};

inline void refuse_future(store::revision asked, store::revision current) {
    if (asked <= current) return;
    core::status_details details;
    details.causes.push_back({"ResourceVersionTooLarge", "Too large resource version", ""});
    details.retry_after_seconds = 1;
    throw core::status_error(core::reason::timeout,
                             "Timeout: Too large resource version: " + std::to_string(asked) +
                                 ", current: " + std::to_string(current),
                             std::move(details));
}

}  // namespace detail

template <store::store Store>
json::list_result basic_server<Store>::list(const api::target& asked, const api::list_options& o) {
    const api::target at = served(asked);
    const selection chosen = selection_of(*at.kind, o.label_selector, o.field_selector);
    const std::string prefix = prefix_of(at);
    detail::continuation from;
    if (!o.continue_.empty()) from = detail::continuation::parse(o.continue_, prefix);
    else if (!o.resource_version.empty()) {
        const store::revision wanted = detail::parse_revision(o.resource_version);
        detail::refuse_future(wanted, store_.current());
        if (o.resource_version_match == "Exact") from.at = wanted;
    }
    if (o.limit < 0)
        throw core::status_error(core::reason::bad_request,
                                 "limit: Invalid value: " + std::to_string(o.limit) +
                                     ": must be greater than or equal to 0");
    json::list_result made;
    const auto limit = static_cast<std::size_t>(o.limit);
    do {  // a page of the store may hold fewer that are chosen
        const store::page page =
            store_.list(prefix, from.key, limit ? limit - made.items.size() : 0, from.at);
        for (const entry& e : page.entries)
            if (chosen.matches(*e.object)) made.items.push_back(presented(*at.kind, e.object));
        from = {page.at, page.next};
        made.remaining_item_count = chosen.everything() ? static_cast<long>(page.remaining) : 0;
    } while (!from.key.empty() && made.items.size() < limit);
    made.resource_version = std::to_string(from.at);
    if (!from.key.empty()) made.continue_ = from.str();
    return made;
}

namespace detail {

/// Turns what the store reports into what a watcher with a selection sees: an object that comes to
/// be chosen is added, one that is chosen no more is deleted.
inline void report(const selection& chosen, const store::event& e,
                   const std::function<void(const json::watch_event&)>& sink) {
    const bool now = e.type != core::change::deleted && chosen.matches(*e.object);
    const bool before = e.previous && chosen.matches(*e.previous);
    if (now) return sink({before ? core::change::modified : core::change::added, e.object});
    if (!before) return;
    if (e.type == core::change::deleted) return sink({core::change::deleted, e.object});
    // As it was when it was last chosen, at the revision of the change.
    json::value last = *e.previous;
    last["metadata"]["resourceVersion"] = std::to_string(e.at);
    sink({core::change::deleted, std::make_shared<const json::value>(std::move(last))});
}

}  // namespace detail

template <store::store Store>
core::subscription basic_server<Store>::watch(const api::target& asked, const api::watch_options& o,
                                              watch_sink sink) {
    const api::target at = served(asked);
    auto chosen = std::make_shared<const selection>(
        selection_of(*at.kind, o.label_selector, o.field_selector));
    const std::string prefix = prefix_of(at);
    const bool from_now =
        o.resource_version.empty() || o.resource_version == "0" || o.send_initial_events;
    store::revision after = from_now ? 0 : detail::parse_revision(o.resource_version);
    detail::refuse_future(after, store_.current());
    if (from_now) {
        const store::page page = store_.list(prefix, {}, 0, 0);
        for (const entry& e : page.entries)
            if (chosen->matches(*e.object))
                sink({core::change::added, presented(*at.kind, e.object)});
        after = page.at;
        if (o.send_initial_events && o.allow_bookmarks) {
            json::value end = {{"kind", at.kind->kind}, {"apiVersion", group_version(*at.kind)}};
            end["metadata"] = {{"resourceVersion", std::to_string(after)},
                               {"annotations", {{"k8s.io/initial-events-end", "true"}}}};
            sink({core::change::bookmark, std::make_shared<const json::value>(std::move(end))});
        }
    }
    const auto shown = [this, kind = at.kind, sink = std::move(sink)](const json::watch_event& e) {
        sink({e.type, presented(*kind, e.object)});
    };
    return store_.watch(prefix, after, [chosen, shown](const store::event& e) {
        detail::report(*chosen, e, shown);
    });
}

}  // namespace slipway::apiserver
