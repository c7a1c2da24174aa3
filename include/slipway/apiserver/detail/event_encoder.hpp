// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <string>

#include <slipway/apiserver/table.hpp>
#include <slipway/json/value.hpp>
#include <slipway/json/write.hpp>
#include <slipway/net/exchange.hpp>

namespace slipway::apiserver::detail {

/// Turns watch events into lines, once for all watchers that want the same form of the same event.
class event_encoder {
public:
    template <class Make>
    net::bytes line(const json::watch_event& e, const std::string& form, Make make) {
        std::lock_guard lock(mutex_);
        for (const remembered& r : recent_)
            if (r.object == e.object && r.type == e.type && r.form == form) return r.line;
        json::value event = {{"type", core::name(e.type)}, {"object", make(*e.object)}};
        auto made = std::make_shared<const std::string>(json::write(event) + "\n");
        recent_[next_++ % recent_.size()] = {e.object, e.type, form, made};
        return made;
    }

private:
    struct remembered {
        json::document object;
        core::change type = core::change::added;
        std::string form;
        net::bytes line;
    };
    std::mutex mutex_;
    std::array<remembered, 16> recent_;
    std::size_t next_ = 0;
};

}  // namespace slipway::apiserver::detail
