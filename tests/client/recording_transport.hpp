// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <slipway/client/transport.hpp>

namespace support {

/// Carries nothing: remembers what it was asked, and answers with `answer`.
struct recording_transport {
    using document = slipway::json::document;
    using value = slipway::json::value;
    using target = slipway::api::target;

    document answer = std::make_shared<const value>(value::object());
    std::vector<std::string> asked;  ///< `verb namespace/plural/name/subresource`
    value body;
    slipway::api::write_options write;
    slipway::api::delete_options deletion;
    slipway::api::list_options listing;
    slipway::api::watch_options watching;
    slipway::api::patch_type patch_type{};
    slipway::client::watch_sink sink;
    int watches = 0;

    document create(const target& at, const value& v, const slipway::api::write_options& o) {
        note("create", at);
        return written(v, o);
    }
    document get(const target& at) {
        note("get", at);
        return answer;
    }
    slipway::json::list_result list(const target& at, const slipway::api::list_options& o) {
        note("list", at);
        listing = o;
        return {{answer}, "7", "more", 0};
    }
    document update(const target& at, const value& v, const slipway::api::write_options& o) {
        note("update", at);
        return written(v, o);
    }
    document patch(const target& at, slipway::api::patch_type type, const value& v,
                   const slipway::api::write_options& o) {
        note("patch", at);
        patch_type = type;
        return written(v, o);
    }
    document remove(const target& at, const slipway::api::delete_options& o) {
        note("remove", at);
        deletion = o;
        return answer;
    }
    void remove_collection(const target& at, const slipway::api::delete_options& o,
                           const slipway::api::list_options& l) {
        note("remove_collection", at);
        deletion = o;
        listing = l;
    }
    slipway::core::subscription watch(const target& at, const slipway::api::watch_options& o,
                                      slipway::client::watch_sink to) {
        note("watch", at);
        watching = o;
        sink = std::move(to);
        ++watches;
        return slipway::core::subscription([this] { --watches; });
    }

private:
    void note(const std::string& verb, const target& at) {
        asked.push_back(verb + ' ' + at.namespace_ + '/' + std::string(at.kind->plural) + '/' +
                        at.name + '/' + at.subresource);
    }
    document written(const value& v, const slipway::api::write_options& o) {
        body = v;
        write = o;
        return answer;
    }
};

}  // namespace support
