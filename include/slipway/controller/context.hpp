// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/controller/event_recorder.hpp>
#include <slipway/controller/manager.hpp>
#include <slipway/controller/subset.hpp>
#include <slipway/controller/writer.hpp>
#include <slipway/json/strategic.hpp>

namespace slipway::controller {

/// What a reconciliation has at hand: the object's key, reads from caches, writes that caches show
/// at once.
class context : public writer {
public:
    context(slipway::controller::manager& m, const std::string& key, const event_recorder& events,
            std::stop_token stop)
        : writer(m), key_(key), events_(events), stop_(std::move(stop)) {}

    /// `namespace/name` of what is reconciled.
    const std::string& key() const { return key_; }
    const slipway::client::client& client() const { return manager_->api(); }
    slipway::controller::manager& manager() const { return *manager_; }
    core::time_source& time() const { return manager_->time(); }
    core::random_source& random() const { return manager_->random(); }
    std::stop_token stop() const { return stop_; }

    /// From the cache; null where there is none.
    template <class U>
    std::shared_ptr<const U> find(std::string_view ns, std::string_view name) const {
        return manager_->template informer<U>().get(ns, name);
    }
    /// From the cache: the objects of which `owner` is an owner.
    template <class U, class T>
    std::vector<std::shared_ptr<const U>> owned(const T& owner) const {
        return manager_->template informer<U>().by(by_owner, client::handle<T>::uid(owner));
    }

    /// An Event about `object`.
    template <class T>
    void event(const T& object, std::string_view type, std::string_view reason,
               std::string_view message) const {
        events_.record(object, type, reason, message);
    }

    /// Makes the object that is reconciled the controller of what `apply` writes.
    void own_as(json::value reference, std::string ns) {
        owner_ = std::move(reference);
        owner_namespace_ = std::move(ns);
    }

    /// Brings `object` about: creates it, or merges what it says into what is there, or writes
    /// nothing where that says it all already. What it says of a list is the whole list. The owner
    /// reference is added; the namespace is the owner's unless given.
    template <class U>
    U apply(U object) const {
        using ::slipway::client::handle;
        if (handle<U>::namespace_(object).empty()) object.metadata.namespace_ = owner_namespace_;
        json::value wanted = json::encode(object);
        if (!owner_.is_null()) wanted["metadata"]["ownerReferences"] = json::value::array({owner_});
        const auto there =
            client().template find<U>(handle<U>::namespace_(object), handle<U>::name(object));
        if (!there) return create(json::decode<U>(wanted));
        wanted.erase("status");
        const json::value actual = json::encode(*there);
        const api::resource& kind = api::resource_of<U>;
        if (says_all(actual, wanted, kind.type)) return *there;
        return merge(kind, *there, actual, std::move(wanted));
    }

private:
    /// Lists merge by their keys where the server knows the kind's fields, and are replaced
    /// elsewhere: those of kinds of one's own, for which servers take no strategic merge patches. A
    /// server may say so of a kind whose row has a table, too.
    template <class U>
    U merge(const api::resource& kind, const U& there, const json::value& actual,
            json::value wanted) const {
        if (kind.type) {
            try {
                return patch(there, api::patch_type::strategic,
                             json::with_whole_lists(*kind.type, actual, wanted));
            } catch (const core::status_error& e) {
                if (!e.is(core::reason::unsupported_media_type)) throw;
            }
        }
        return patch(there, api::patch_type::merge, wanted);
    }

    const std::string& key_;
    const event_recorder& events_;
    std::stop_token stop_;
    json::value owner_;
    std::string owner_namespace_;
};

}  // namespace slipway::controller
