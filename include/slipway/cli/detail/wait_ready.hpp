// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <slipway/cli/detail/cluster_session.hpp>
#include <slipway/cli/detail/troubles.hpp>

namespace slipway::cli::detail {

/// How one object is doing.
struct object_state {
    object_key key{};
    json::document live{};  ///< null: it does not exist
    readiness how{};
    std::string trouble{};  ///< of its pods

    /// What is wrong, in words.
    std::string text() const {
        return how.why + (trouble.empty() ? "" : (how.why.empty() ? "" : "; ") + trouble);
    }
};

/// Asks for an object. With `events`, the last warnings are asked too where it is not ready.
inline object_state state_of(cluster_session& s, defined_object& o, bool events) {
    object_state made;
    made.key = o.key;
    if (!s.serves(o)) {
        made.how = not_ready("the cluster does not serve its kind");
        return made;
    }
    const api::resource& kind = s.kind_of(o);
    made.key = o.key;
    made.live = s.cluster.find(kind, o.key.namespace_, o.key.name);
    made.how = made.live ? readiness_of(o.key.group, o.key.kind, *made.live)
                         : not_ready("it does not exist");
    if (made.live && !made.how.ready) made.trouble = troubles(s.cluster, o.key, *made.live, events);
    return made;
}

using deadline = std::chrono::steady_clock::time_point;

/// Calls `done` with growing pauses until it gives true or the time is over; gives whether it did.
/// It is called at least once.
template <class F>
bool wait_until(deadline until, F done) {
    using namespace std::chrono_literals;
    for (std::chrono::milliseconds pause = 100ms;;
         pause = std::min<std::chrono::milliseconds>(pause * 3 / 2, 2s)) {
        if (done()) return true;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            until - std::chrono::steady_clock::now());
        if (left <= 0ms) return false;
        std::this_thread::sleep_for(std::min(pause, left));
    }
}

/// Waits until all objects are ready, and tells each step once. Ends early where one has failed for
/// good. Gives those that are not ready. An answer that fails because the server is busy or being
/// restarted is waited out.
class ready_waiter {
public:
    ready_waiter(cluster_session& s, deadline until) : session_(s), until_(until) {}

    std::vector<object_state> wait(const std::vector<defined_object*>& all) {
        std::vector<defined_object*> open = all;
        std::vector<object_state> missing;
        bool failed = false;
        wait_until(until_, [&] {
            missing = look_at(open);
            // What was ready may have changed while others were waited for.
            if (missing.empty() && open.size() < all.size()) missing = look_at(open = all);
            std::erase_if(open, [&](const defined_object* o) { return !among(missing, o->key); });
            failed = std::any_of(missing.begin(), missing.end(),
                                 [](const object_state& m) { return m.how.failed; });
            return missing.empty() || failed;
        });
        for (object_state& m : missing)
            if (m.live && m.trouble.empty())
                m.trouble = troubles(session_.cluster, m.key, *m.live, true);
        return missing;
    }

private:
    static bool among(const std::vector<object_state>& missing, const object_key& k) {
        return std::any_of(missing.begin(), missing.end(),
                           [&](const object_state& m) { return m.key == k; });
    }
    std::vector<object_state> look_at(const std::vector<defined_object*>& objects) {
        std::vector<object_state> missing;
        for (defined_object* o : objects) {
            object_state now;
            try {
                now = state_of(session_, *o, false);
            } catch (const core::status_error& e) {
                if (!e.retryable()) throw;
                now.key = o->key;
                now.how = not_ready(std::string("the server cannot tell: ") + e.what());
            }
            const std::string text = now.how.ready ? "is ready" : now.text();
            std::string& told = told_[o->key];
            // Many objects, such as a ConfigMap, are ready as soon as they are there: nobody has
            // waited for them.
            if (told != text && !(told.empty() && now.how.ready && now.how.count.empty()))
                session_.say(session_.shown(o->key) + (now.how.ready ? " " : ": ") + text);
            told = text;
            if (!now.how.ready) missing.push_back(std::move(now));
        }
        return missing;
    }

    cluster_session& session_;
    deadline until_;
    std::map<object_key, std::string> told_;
};

/// Says what is not ready, on the error output; gives the exit code.
inline int tell_missing(const cluster_session& s, const char* program,
                        const std::vector<object_state>& missing) {
    if (missing.empty()) return success;
    const bool failed = std::any_of(missing.begin(), missing.end(),
                                    [](const object_state& m) { return m.how.failed; });
    std::fflush(stdout);
    std::fprintf(stderr, "%s: %s\n", program,
                 failed ? "something has failed:" : "not ready in time:");
    for (const object_state& m : missing)
        std::fprintf(stderr, "  %s: %s\n", s.shown(m.key).c_str(), clean_text(m.text()).c_str());
    return failed ? failure : timed_out;
}

}  // namespace slipway::cli::detail
