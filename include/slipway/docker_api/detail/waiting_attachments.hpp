// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/owned_fd.hpp>
#include <slipway/runtime/descriptor_passing.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::docker_api::detail {

/// The far ends of an attachment, until a container has taken them.
struct attachment_ends {
    core::owned_fd out{}, err{}, input{};
    runtime::attachment names() const { return {out.get(), err.get(), input.get()}; }
};

/// Those that have come before the start of their container, as `docker run` does it.
class waiting_attachments {
public:
    void add(const std::string& container, attachment_ends ends) {
        std::lock_guard lock(mutex_);
        waiting_[container].push_back(std::move(ends));
    }
    /// All of them, the first first; nobody else gets them.
    std::vector<attachment_ends> take(const std::string& container) {
        std::lock_guard lock(mutex_);
        const auto found = waiting_.find(container);
        if (found == waiting_.end()) return {};
        auto made = std::move(found->second);
        waiting_.erase(found);
        return made;
    }

private:
    std::mutex mutex_;
    std::map<std::string, std::vector<attachment_ends>> waiting_;
};

}  // namespace slipway::docker_api::detail
