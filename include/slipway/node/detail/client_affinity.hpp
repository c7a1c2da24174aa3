// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <list>
#include <map>
#include <vector>

#include <slipway/core/clock.hpp>
#include <slipway/net/chooser.hpp>
#include <slipway/net/endpoint.hpp>

namespace slipway::node::detail {

/// Which endpoint each client of a service's port has got (Kubernetes, Service: `sessionAffinity:
/// ClientIP`). One that has been silent for the time out gets one anew; where there are too many,
/// the one that was silent longest makes room. Not for several threads.
class client_affinity {
public:
    using client = net::chooser::address;
    using steady = core::time_source::steady_time;

    explicit client_affinity(std::chrono::seconds time_out, std::size_t most = 10'000)
        : time_out_(time_out), most_(most) {}

    void time_out(std::chrono::seconds t) { time_out_ = t; }
    std::size_t size() const { return known_.size(); }

    /// Puts the client's endpoint first; where it has none among these, the first one becomes it,
    /// but for one that has just failed.
    void apply(const client& who, std::vector<net::endpoint>& among, steady now) {
        forget_silent(now);
        const auto known = known_.find(who);
        if (among.empty()) return;
        if (known == known_.end()) return keep(who, among.front(), now);
        entry& its = *known->second;
        const auto first = std::find_if(among.begin(), among.end(), [&](const net::endpoint& e) {
            return (e == its.to) != its.failed;
        });
        if (first != among.end()) std::rotate(among.begin(), first, first + 1);
        its.to = among.front();
        its.failed = false;
        its.last = now;
        by_silence_.splice(by_silence_.end(), by_silence_, known->second);
    }
    /// Whether the endpoint took what the client sent.
    void tried(const client& who, const net::endpoint& to, bool reached) {
        const auto known = known_.find(who);
        if (known == known_.end()) return;
        entry& its = *known->second;
        if (reached) its.to = to, its.failed = false;
        else if (its.to == to) its.failed = true;
    }

private:
    struct entry {
        client who;
        net::endpoint to;
        steady last;
        bool failed = false;  ///< it did not take what the client sent last
    };
    using entries = std::list<entry>;

    void keep(const client& who, const net::endpoint& to, steady now) {
        if (known_.size() >= most_) forget(by_silence_.begin());
        by_silence_.push_back({who, to, now, false});
        known_[who] = std::prev(by_silence_.end());
    }
    void forget(entries::iterator which) {
        known_.erase(which->who);
        by_silence_.erase(which);
    }
    void forget_silent(steady now) {
        while (!by_silence_.empty() && now - by_silence_.front().last >= time_out_)
            forget(by_silence_.begin());
    }

    std::chrono::seconds time_out_;
    std::size_t most_;
    entries by_silence_;  ///< who was heard of last comes last
    std::map<client, entries::iterator> known_;
};

}  // namespace slipway::node::detail
