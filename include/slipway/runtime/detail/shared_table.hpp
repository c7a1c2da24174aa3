// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace slipway::runtime::detail {

/// Things by their keys. Those who hold one may go on with it when it has been forgotten.
template <class T>
class shared_table {
public:
    /// Null where there is none.
    std::shared_ptr<T> find(const std::string& key) const {
        std::lock_guard lock(mutex_);
        const auto at = things_.find(key);
        return at == things_.end() ? nullptr : at->second;
    }
    /// The one that is there, or a new one.
    std::shared_ptr<T> ensure(const std::string& key) {
        std::lock_guard lock(mutex_);
        auto& at = things_[key];
        if (!at) at = std::make_shared<T>();
        return at;
    }
    /// Gives it away; null where there was none.
    std::shared_ptr<T> forget(const std::string& key) {
        std::lock_guard lock(mutex_);
        auto gone = things_.extract(key);
        return gone ? std::move(gone.mapped()) : nullptr;
    }
    std::vector<std::shared_ptr<T>> all() const {
        std::lock_guard lock(mutex_);
        std::vector<std::shared_ptr<T>> made;
        for (const auto& [key, one] : things_) made.push_back(one);
        return made;
    }

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::shared_ptr<T>> things_;
};

}  // namespace slipway::runtime::detail
