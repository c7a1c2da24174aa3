// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <slipway/api/group_version.hpp>
#include <slipway/api/resource.hpp>
#include <slipway/api/resource_of.hpp>
#include <slipway/api/verbs.hpp>
#include <slipway/client/handle.hpp>
#include <slipway/client/transport.hpp>
#include <slipway/core/change.hpp>
#include <slipway/core/status.hpp>
#include <slipway/json/codec.hpp>
#include <slipway/json/value.hpp>

namespace slipway::client {

template <class T>
struct listed {
    std::vector<T> items;
    std::string resource_version;
    std::string continue_;
};

/// Reads and writes the objects of a cluster. Copies share the transport; may be used from several
/// threads.
///
/// Typed calls take their kind from the struct (`get<api::Pod>("shop", "web-0")`); their twins take
/// an `api::resource` and documents. All throw `core::status_error`.
class client {
public:
    /// Refers to the transport, which the caller keeps: an `apiserver::server`, for one.
    template <transport T>
    explicit client(T& t) : transport_(t) {}
    template <transport T>
    explicit client(std::shared_ptr<T> t) : transport_(std::move(t)) {}

    const any_transport& by() const { return transport_; }

    template <class T>
    T get(std::string_view ns, std::string_view name) const {
        return json::decode<T>(*get(api::resource_of<T>, ns, name));
    }
    json::document get(const api::resource& kind, std::string_view ns,
                       std::string_view name) const {
        return transport_.get(at(kind, ns, name));
    }

    /// Nothing where the object does not exist.
    template <class T>
    std::optional<T> find(std::string_view ns, std::string_view name) const {
        const json::document found = find(api::resource_of<T>, ns, name);
        return found ? std::optional<T>(json::decode<T>(*found)) : std::nullopt;
    }
    /// Null where the object does not exist.
    json::document find(const api::resource& kind, std::string_view ns,
                        std::string_view name) const {
        try {
            return transport_.get(at(kind, ns, name));
        } catch (const core::status_error& e) {
            if (e.is(core::reason::not_found)) return nullptr;
            throw;
        }
    }

    /// An empty `ns` lists all namespaces.
    template <class T>
    listed<T> list(std::string_view ns = {}, const api::list_options& o = {}) const {
        const json::list_result found = list(api::resource_of<T>, ns, o);
        listed<T> made{{}, found.resource_version, found.continue_};
        made.items.reserve(found.items.size());
        for (const json::document& d : found.items) made.items.push_back(json::decode<T>(*d));
        return made;
    }
    json::list_result list(const api::resource& kind, std::string_view ns = {},
                           const api::list_options& o = {}) const {
        return transport_.list(at(kind, ns, {}), o);
    }

    /// Gives the object as the server stored it. Its namespace is the object's own.
    template <class T>
    T create(const T& object, const api::write_options& o = {}) const {
        return json::decode<T>(*create(api::resource_of<T>, body(object), o));
    }
    json::document create(const api::resource& kind, const json::value& object,
                          const api::write_options& o = {}) const {
        return transport_.create(at(kind, metadata_text(object, "namespace"), {}), object, o);
    }

    /// Replaces; a conflict when the object has changed since it was read.
    template <class T>
    T update(const T& object, const api::write_options& o = {}) const {
        return json::decode<T>(*update(api::resource_of<T>, body(object), o));
    }
    json::document update(const api::resource& kind, const json::value& object,
                          const api::write_options& o = {}) const {
        return transport_.update(of(kind, object, {}), object, o);
    }

    /// Replaces the status alone.
    template <class T>
    T update_status(const T& object, const api::write_options& o = {}) const {
        return json::decode<T>(*update_status(api::resource_of<T>, body(object), o));
    }
    json::document update_status(const api::resource& kind, const json::value& object,
                                 const api::write_options& o = {}) const {
        return transport_.update(of(kind, object, "status"), object, o);
    }

    template <class T>
    T patch(std::string_view ns, std::string_view name, api::patch_type type, const json::value& p,
            const api::write_options& o = {}, std::string_view subresource = {}) const {
        return json::decode<T>(*patch(api::resource_of<T>, ns, name, type, p, o, subresource));
    }
    json::document patch(const api::resource& kind, std::string_view ns, std::string_view name,
                         api::patch_type type, const json::value& p,
                         const api::write_options& o = {},
                         std::string_view subresource = {}) const {
        return transport_.patch(at(kind, ns, name, subresource), type, p, o);
    }

    /// Server-side apply. Where the server does not know it, its refusal is thrown as it is.
    template <class T>
    T apply(const T& object, const std::string& manager, bool force = true) const {
        const api::write_options o{.field_manager = manager, .force = force};
        return patch<T>(handle<T>::namespace_(object), handle<T>::name(object),
                        api::patch_type::apply, body(object), o);
    }

    /// Creates a subresource of an object, such as a pod's `binding` or `eviction`.
    json::document create_in(const api::resource& kind, std::string_view ns, std::string_view name,
                             std::string_view subresource, const json::value& v,
                             const api::write_options& o = {}) const {
        return transport_.create(at(kind, ns, name, subresource), v, o);
    }

    /// Asks for deletion. Gives what the server answered: the object, gone or marked, or a
    /// `Status`.
    template <class T>
    json::document remove(std::string_view ns, std::string_view name,
                          const api::delete_options& o = {}) const {
        return remove(api::resource_of<T>, ns, name, o);
    }
    json::document remove(const api::resource& kind, std::string_view ns, std::string_view name,
                          const api::delete_options& o = {}) const {
        return transport_.remove(at(kind, ns, name), o);
    }
    template <class T>
    void remove_collection(std::string_view ns, const api::delete_options& o = {},
                           const api::list_options& l = {}) const {
        remove_collection(api::resource_of<T>, ns, o, l);
    }
    void remove_collection(const api::resource& kind, std::string_view ns,
                           const api::delete_options& o = {},
                           const api::list_options& l = {}) const {
        transport_.remove_collection(at(kind, ns, {}), o, l);
    }

    /// Reports changes to `on(change, const T&)`; bookmarks and the final error as an object
    /// without a name. `on` is called by the transport's thread and does not block.
    template <class T>
    core::subscription watch(std::string_view ns, const api::watch_options& o,
                             std::function<void(core::change, const T&)> on) const {
        return watch(api::resource_of<T>, ns, o, [on = std::move(on)](const json::watch_event& e) {
            if (e.type == core::change::error || !e.object) on(e.type, T{});
            else on(e.type, json::decode<T>(*e.object));
        });
    }
    core::subscription watch(const api::resource& kind, std::string_view ns,
                             const api::watch_options& o, watch_sink sink) const {
        return transport_.watch(at(kind, ns, {}), o, std::move(sink));
    }

private:
    static api::target at(const api::resource& kind, std::string_view ns, std::string_view name,
                          std::string_view subresource = {}) {
        return {&kind, std::string(kind.namespaced ? ns : std::string_view()), std::string(name),
                std::string(subresource)};
    }
    static api::target of(const api::resource& kind, const json::value& object,
                          std::string_view subresource) {
        return at(kind, metadata_text(object, "namespace"), metadata_text(object, "name"),
                  subresource);
    }
    /// The document with `apiVersion` and `kind`, which a struct may leave to its type.
    template <class T>
    static json::value body(const T& object) {
        const api::resource& kind = api::resource_of<T>;
        json::value made = json::encode(object);
        made["apiVersion"] = api::group_version(kind);
        made["kind"] = std::string(kind.kind);
        return made;
    }

    any_transport transport_;
};

/// Runs `attempt` again, at most `most` times, while it fails by a conflict. `attempt` reads the
/// object anew.
template <class F>
auto retry_on_conflict(F attempt, int most = 5) -> decltype(attempt()) {
    for (int tried = 1;; ++tried) {
        try {
            return attempt();
        } catch (const core::status_error& e) {
            if (!e.is(core::reason::conflict) || tried >= most) throw;
        }
    }
}

}  // namespace slipway::client
