// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/client/client.hpp>
#include <slipway/controller/manager.hpp>

namespace slipway::controller {

/// Writes of a controller. The manager's caches show them at once: who writes through here and then
/// reads an informer reads his own writes, also before the watch has delivered them.
class writer {
public:
    explicit writer(manager& m) : manager_(&m) {}

    template <class T>
    T create(const T& object) const {
        return seen(api().create(object));
    }
    template <class T>
    T update(const T& object) const {
        return seen(api().update(object));
    }
    template <class T>
    T update_status(const T& object) const {
        return seen(api().update_status(object));
    }
    template <class T>
    T patch(const T& object, api::patch_type type, const json::value& p,
            std::string_view subresource = {}) const {
        using client::handle;
        return seen(api().template patch<T>(handle<T>::namespace_(object), handle<T>::name(object),
                                            type, p, {}, subresource));
    }

    /// Asks for deletion of exactly this object (its uid is a precondition). An object that is gone
    /// already is no error.
    template <class T>
    void remove(const T& object, api::delete_options o = {}) const {
        using client::handle;
        const std::string uid = handle<T>::uid(object);
        if (o.uid.empty()) o.uid = uid;
        json::document answer;
        try {
            answer =
                api().template remove<T>(handle<T>::namespace_(object), handle<T>::name(object), o);
        } catch (const core::status_error& e) {
            // A conflict: the name belongs to another object by now.
            if (!e.is(core::reason::not_found) && !e.is(core::reason::conflict)) throw;
        }
        auto* informer = manager_->template known<T>();
        if (!informer) return;
        const bool marked = answer && answer->is_object() &&
                            client::metadata_text(*answer, "uid") == uid &&
                            !client::metadata_text(*answer, "deletionTimestamp").empty();
        if (marked) {
            // Marked objects that stay for a grace period are told from those that are gone by a
            // look.
            const auto left =
                api().template find<T>(handle<T>::namespace_(object), handle<T>::name(object));
            if (left && handle<T>::uid(*left) == uid) {
                informer->objects().absorb(std::make_shared<const T>(*left));
                return;
            }
        }
        informer->objects().hide(client::key_of(object), uid);
    }

protected:
    const client::client& api() const { return manager_->api(); }

    template <class T>
    T seen(T object) const {
        if (auto* informer = manager_->template known<T>())
            informer->objects().absorb(std::make_shared<const T>(object));
        return object;
    }

    manager* manager_;
};

}  // namespace slipway::controller
