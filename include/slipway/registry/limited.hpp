// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <mutex>
#include <utility>

#include <slipway/core/clock.hpp>
#include <slipway/registry/detail/guarded.hpp>

namespace slipway::registry {

/// How often a registry may be called.
struct registry_rate {
    double per_second = 100;
    double burst = 100;  ///< calls that may come at once after a pause
};

/// A registry that may be called only so often: more calls throw too_many_requests, which says in
/// how many seconds to come again. What goes on with an upload that has begun is let through, as
/// are the pieces of a blob that is being read.
class limited_registry : public detail::guarded_registry {
public:
    limited_registry(
        any_registry inner, registry_rate rate,
        std::shared_ptr<core::time_source> time = std::make_shared<core::system_time>())
        : guarded_registry(
              std::move(inner), [bucket = std::make_shared<token_bucket>(rate, std::move(time))](
                                    const detail::guarded_call& call) {
                  const bool goes_on = call.name == "write_upload" ||
                                       call.name == "upload_status" ||
                                       call.name == "commit_upload" || call.name == "cancel_upload";
                  if (!goes_on) bucket->take();
              }) {}

private:
    class token_bucket {
    public:
        token_bucket(registry_rate rate, std::shared_ptr<core::time_source> time)
            : rate_(rate), time_(std::move(time)), left_(rate.burst), at_(time_->now()) {
            if (!(rate.per_second > 0) || !(rate.burst >= 1))
                throw status_error(core::reason::bad_request,
                                   "a rate is a number of calls above zero");
        }
        void take() {
            std::lock_guard lock(mutex_);
            const auto now = time_->now();
            left_ = std::min(rate_.burst, left_ + std::chrono::duration<double>(now - at_).count() *
                                                      rate_.per_second);
            at_ = now;
            if (left_ < 1) {
                core::status_details details{};
                details.retry_after_seconds =
                    static_cast<int>(std::min(std::ceil((1 - left_) / rate_.per_second), 3600.0));
                throw status_error(core::reason::too_many_requests,
                                   "the registry is called too often", std::move(details));
            }
            left_ -= 1;
        }

    private:
        const registry_rate rate_;
        const std::shared_ptr<core::time_source> time_;
        std::mutex mutex_;
        double left_;
        core::time_source::steady_time at_;
    };
};

static_assert(registry<limited_registry>);

}  // namespace slipway::registry
