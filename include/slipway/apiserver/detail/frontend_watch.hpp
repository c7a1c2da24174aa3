// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/detail/frontend_options.hpp>
#include <slipway/apiserver/detail/frontend_text.hpp>
#include <slipway/apiserver/http_frontend.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/json/write.hpp>

namespace slipway::apiserver {

/// One watch of one client. Kept alive by the body's callback until the client goes or the time is
/// over.
struct http_frontend::watching {
    explicit watching(net::body_stream b) : body(std::move(b)) {}

    void end() {
        subscription.stop();
        over.cancel();
        bookmark.cancel();
    }

    net::body_stream body;
    core::subscription subscription;
    net::timer over, bookmark;
};

namespace detail {

inline json::value bookmark_document(const api::resource& kind, const std::string& revision) {
    return {{"kind", kind.kind},
            {"apiVersion", group_version(kind)},
            {"metadata", {{"resourceVersion", revision}}}};
}

}  // namespace detail

SLIPWAY_INLINE void http_frontend::start_watch(const route& at, const net::request& r,
                                               const net::url& url, const net::exchange& out) {
    const representation how = wanted(r, url);
    detail::check_list_options(url, true);
    api::watch_options o;
    o.label_selector = url.parameter("labelSelector");
    o.field_selector = url.parameter("fieldSelector");
    if (at.one)
        o.field_selector +=
            (o.field_selector.empty() ? "" : ",") + ("metadata.name=" + at.target.name);
    o.resource_version = url.parameter("resourceVersion");
    o.allow_bookmarks = detail::flag(url, "allowWatchBookmarks");
    o.send_initial_events = detail::flag(url, "sendInitialEvents");
    api::target what = at.target;
    what.name.clear();

    // Whatever is wrong with the request shows before the stream begins.
    const table::printer by = printer_of(*what.kind);
    auto first_table = std::make_shared<bool>(how.as == representation::form::table);
    const std::string form = std::to_string(static_cast<int>(how.as)) + how.include;
    auto encode = [this, how, by, form, first_table](const json::watch_event& e) {
        return encoder_.line(
            e, form + (*first_table ? "first" : ""), [&](const json::value& object) {
                if (how.as == representation::form::metadata && e.type != core::change::error)
                    return table::metadata_of(object);
                if (how.as != representation::form::table || e.type == core::change::bookmark ||
                    e.type == core::change::error)
                    return object;
                json::value made = table::empty(by, text_at(object, "metadata.resourceVersion"));
                if (!*first_table) made["columnDefinitions"] = nullptr;
                made["rows"].push_back(
                    table::row_of(by, object, server_.time().wall(), how.include));
                return made;
            });
    };
    struct outlet {  // the stream, once it has begun; what came before it until then
        std::mutex mutex;
        std::optional<net::body_stream> body;
        std::vector<net::bytes> waiting;
    };
    auto to = std::make_shared<outlet>();
    core::subscription subscription;
    auto send = [to, encode, first_table](const json::watch_event& e) {
        const net::bytes line = encode(e);
        if (e.type != core::change::bookmark) *first_table = false;
        std::lock_guard lock(to->mutex);
        if (to->body) to->body->write(line);
        else to->waiting.push_back(line);
    };
    try {
        subscription = server_.watch(what, o, send);
    } catch (const core::status_error& e) {
        if (!e.is(core::reason::expired)) throw;
        // Clients expect this one inside the stream.
        const net::body_stream body = out.stream(200, {{"Content-Type", "application/json"}});
        body.write(json::write({{"type", "ERROR"}, {"object", status_document(e)}}) + "\n");
        return body.finish();
    }
    auto w = std::make_shared<watching>(out.stream(200, {{"Content-Type", "application/json"}}));
    w->subscription = std::move(subscription);
    {
        std::lock_guard lock(to->mutex);
        for (const net::bytes& line : to->waiting) w->body.write(line);
        to->waiting.clear();
        to->body = w->body;
    }
    const long minutes =
        30 + static_cast<long>(server_.time().now().time_since_epoch().count() % 30);
    const auto span =
        std::chrono::seconds(detail::number(url, "timeoutSeconds").value_or(minutes * 60));
    w->over = net::timer(io_, span, [weak = std::weak_ptr(w)] {
        if (const auto self = weak.lock()) {
            const net::body_stream body = self->body;
            self->end();
            body.finish();
        }
    });
    if (o.allow_bookmarks) {
        // A little before the end, so that the client can go on from there.
        const auto when = span > std::chrono::seconds(62)
                              ? std::chrono::seconds(60)
                              : std::max(span - std::chrono::seconds(2), std::chrono::seconds(1));
        auto again = std::make_shared<std::function<void()>>();
        *again = [this, weak = std::weak_ptr(w), next = std::weak_ptr(again), kind = what.kind] {
            const auto self = weak.lock();
            const auto repeat = next.lock();
            if (!self || !repeat) return;
            self->body.write(json::write({{"type", "BOOKMARK"},
                                          {"object", detail::bookmark_document(
                                                         *kind, server_.resource_version())}}) +
                             "\n");
            self->bookmark = net::timer(io_, std::chrono::seconds(60), [repeat] { (*repeat)(); });
        };
        w->bookmark = net::timer(io_, when, [again] { (*again)(); });
    }
    w->body.on_closed([w] { w->end(); });
}

}  // namespace slipway::apiserver
