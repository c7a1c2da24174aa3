// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <csignal>
#include <string>
#include <vector>

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <slipway/runtime/descriptor_passing.hpp>

#include "runtime.hpp"

/// What every runtime must hold to whose containers can be talked to.
namespace laws {

using core::make_pipe;
using core::owned_fd;
using runtime::make_socket_pair;

/// What can be read until the end, or until `enough` has come. Fails after ten seconds of silence.
inline std::string read_from(const owned_fd& fd, const std::string& enough = {}) {
    std::string made;
    while (enough.empty() || made.find(enough) == made.npos) {
        pollfd one{fd.get(), POLLIN, 0};
        if (::poll(&one, 1, 10'000) != 1) FAIL("nothing came but \"" << made << '"');
        char bytes[4096];
        const ssize_t n = ::read(fd.get(), bytes, sizeof bytes);
        if (n <= 0) break;  // of a terminal EIO
        made.append(bytes, static_cast<std::size_t>(n));
    }
    return made;
}
inline void write_to(const owned_fd& fd, const std::string& text) {
    REQUIRE(::write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()));
}

/// Whether it says of itself that it lacks something that begins so.
template <class R>
bool lacks(R& r, const std::string& what) {
    const auto all = r.info().lacks;
    return std::any_of(all.begin(), all.end(),
                       [&](const std::string& each) { return each.starts_with(what); });
}

template <class R>
void attaching(R& r, const specify& spec) {
    r.run_sandbox("pod", {.hostname = "pod"});
    auto talks = spec({"sh", "-c", "echo begun; cat; echo ended >&2"});
    talks.has_input = true;
    r.create_container("pod", "c", talks);
    auto out = make_pipe(), err = make_pipe();
    auto input = make_socket_pair();
    r.attach("c", {out.write.get(), err.write.get(), input.other.get()});
    out.write.reset();
    err.write.reset();
    r.start_container("c");
    owned_fd in = runtime::receive_descriptor(input.one.get());
    REQUIRE(in);
    write_to(in, "said\n");
    in.reset();  // the end of its input
    CHECK(read_from(out.read) == "begun\nsaid\n");
    CHECK(read_from(err.read) == "ended\n");
    CHECK(r.wait("c", {}).exit_code == 0);
    CHECK(r.read_log("c", 0, 10).entries.size() == 3);  // its log has all of it too
    CHECK(refusal([&] { r.attach("c", {}); }) == core::reason::conflict);

    r.create_container("pod", "empty",
                       spec({"cat"}));  // without an input of its own it finds the end at once
    r.start_container("empty");
    CHECK(r.wait("empty", {}).exit_code == 0);
    r.remove_sandbox("pod");
}

/// A reader that stands still holds the container up, and nobody else.
template <class R>
void standing_still(R& r, const specify& spec) {
    r.run_sandbox("pod", {.hostname = "pod"});
    r.create_container(
        "pod", "c",
        spec(
            {"sh", "-c",
             "i=0; while [ $i -lt 4000 ]; do echo 0123456789012345678901234567890123456789012345678901234567890123456789; i=$((i+1)); done"}));
    auto out = make_pipe();
    r.attach("c", {.out = out.write.get()});
    out.write.reset();
    r.start_container("c");
    r.create_container("pod", "other", spec({"echo", "runs"}));
    r.start_container("other");
    CHECK(r.wait("other", {}).exit_code == 0);
    if (!lacks(r, "a reader that stands still"))
        CHECK(r.container("c")->state == runtime::container_state::running);
    CHECK(read_from(out.read).size() == 4000 * 71);
    CHECK(r.wait("c", {}).exit_code == 0);

    r.create_container(
        "pod", "gone",
        spec(
            {"sh", "-c",
             "i=0; while [ $i -lt 4000 ]; do echo 0123456789012345678901234567890123456789012345678901234567890123456789; i=$((i+1)); done"}));
    auto closed = make_pipe();
    r.attach("gone", {.out = closed.write.get()});
    closed = {};
    r.start_container("gone");
    CHECK(r.wait("gone", {}).exit_code == 0);  // nobody reads any more: it goes on
    r.remove_sandbox("pod");
}

/// Who writes without end is not the only one who is listened to.
template <class R>
void writing_without_end(R& r, const specify& spec) {
    r.run_sandbox("pod", {.hostname = "pod"});
    r.create_container(
        "pod", "c",
        spec({"sh", "-c", "while :; do echo 0123456789012345678901234567890123456789; done"}));
    r.start_container("c");
    for (int i = 0; i < 10; ++i) {
        const auto said = r.exec("c", {"echo", "here"}, 10s);
        CHECK(said.out == "here\n");
        CHECK_FALSE(said.timed_out);
    }
    r.stop_container("c", 0s);
    r.remove_sandbox("pod");
}

template <class R>
void commands(R& r, const specify& spec) {
    r.run_sandbox("pod", {.hostname = "pod"});
    auto sleeps = spec({"sleep", "1000"});
    sleeps.env.emplace_back("OWN", "of the container");
    r.create_container("pod", "c", sleeps);
    r.start_container("c");
    auto in = make_pipe(), out = make_pipe(), err = make_pipe();
    write_to(in.write, "given\n");
    in.write.reset();
    const runtime::exec_spec asked{
        .command = {"sh", "-c", "cat; echo $OWN $MORE; echo wrong >&2; exit 7"},
        .env = {{"MORE", "and more"}}};
    CHECK(r.exec("c", asked, {in.read.get(), out.write.get(), err.write.get()}, {}) == 7);
    out.write.reset();
    err.write.reset();
    CHECK(read_from(out.read) == "given\nof the container and more\n");
    CHECK(read_from(err.read) == "wrong\n");

    const owned_fd nothing = core::open_or_throw("/dev/null", O_RDWR);
    const runtime::standard_streams none{nothing.get(), nothing.get(), nothing.get()};
    std::stop_source stop;
    std::thread later([&] {
        support::eventually([&] { return r.exec("c", {"true"}, 5s).exit_code == 0; });
        stop.request_stop();
    });
    CHECK(r.exec("c", runtime::exec_spec{.command = {"sleep", "1000"}}, none, stop.get_token()) ==
          137);
    later.join();
    CHECK(refusal([&] {
              r.exec("c", runtime::exec_spec{.command = {"no-such-program"}}, none, {});
          }) == core::reason::invalid);
    CHECK(refusal([&] { r.exec("c", runtime::exec_spec{}, none, {}); }) == core::reason::invalid);
    r.remove_sandbox("pod");
    CHECK(refusal([&] { r.exec("c", runtime::exec_spec{.command = {"true"}}, none, {}); }) ==
          core::reason::not_found);
}

template <class R>
void terminals(R& r, const specify& spec) {
    r.run_sandbox("pod", {.hostname = "pod"});
    auto shell = spec({"sh"});
    shell.terminal = true;
    r.create_container("pod", "c", shell);
    auto out = make_pipe();
    auto input = make_socket_pair();
    r.attach("c", {.out = out.write.get(), .input = input.other.get()});
    out.write.reset();
    r.start_container("c");
    const owned_fd terminal = runtime::receive_descriptor(input.one.get());
    REQUIRE(terminal);
    const winsize size{.ws_row = 33, .ws_col = 77, .ws_xpixel = 0, .ws_ypixel = 0};
    CHECK(::ioctl(terminal.get(), TIOCSWINSZ, &size) == 0);
    // Where a program in between passes the size on, that may come after what is typed.
    write_to(terminal,
             "test -t 0 && test -t 2 && echo ter''minal; for i in $(seq 500); do test \"$(stty "
             "size)\" = '33 77' && break; sleep 0.01; done; stty size; tty\n");
    const std::string said = read_from(out.read, "/dev/pts/");
    INFO(said);
    CHECK(said.find("terminal\r\n33 77\r\n") != said.npos);

    auto console = make_socket_pair();
    owned_fd other;
    bool typed = false;
    std::thread types([&] {  // which asserts nothing itself: the framework is for one thread
        other = runtime::receive_descriptor(console.one.get());
        typed = ::write(other.get(), "exit 5\n", 7) == 7;
    });
    CHECK(r.exec("c", runtime::exec_spec{.command = {"sh"}, .terminal = true},
                 {.console = console.other.get()}, {}) == 5);
    types.join();
    CHECK(typed);
    write_to(terminal, "exit 3\n");
    CHECK(r.wait("c", {}).exit_code == 3);
    read_from(out.read);  // to its end: whoever is attached finds it
    r.remove_sandbox("pod");
}

template <class R>
void using_up(R& r, const specify& spec) {
    r.run_sandbox("pod", {.hostname = "pod"});
    r.create_container("pod", "c", spec({"sh", "-c", "while true; do :; done"}));
    CHECK(r.usage("c").processes == 0);
    r.start_container("c");
    CHECK(support::eventually([&] { return r.usage("c").cpu >= 20ms; }));
    const auto used = r.usage("c");
    CHECK(used.processes == 1);
    CHECK(used.memory_bytes > 0);
    CHECK(support::eventually([&] { return r.usage("c").cpu > used.cpu; }));
    CHECK(refusal([&] { r.usage("nothing"); }) == core::reason::not_found);
    r.remove_sandbox("pod");
}

/// Held, it does nothing; it goes on where it was, and what ends it may find it held.
template <class R>
void pausing(R& r, const specify& spec) {
    r.run_sandbox("pod", {.hostname = "pod"});
    r.create_container("pod", "c",
                       spec({"sh", "-c", "while true; do echo tick; sleep 0.01; done"}));
    CHECK(refusal([&] { r.pause("c"); }) == core::reason::conflict);
    CHECK(refusal([&] { r.pause("nothing"); }) == core::reason::not_found);
    r.start_container("c");
    REQUIRE(support::eventually([&] { return r.read_log("c", 0, 100).entries.size() >= 2; }));
    r.unpause("c");  // it is not held: nothing to do
    r.pause("c");
    r.pause("c");
    CHECK(r.container("c")->paused);
    CHECK(r.container("c")->state == runtime::container_state::running);
    // What it wrote before may still be on its way; then nothing comes, while another container's
    // time passes.
    r.create_container("pod", "other", spec({"sleep", "0.2"}));
    r.start_container("other");
    CHECK(r.wait("other", {}).exit_code == 0);
    const auto written = r.read_log("c", 0, 10'000).entries.size();
    r.create_container("pod", "later", spec({"sleep", "0.2"}));
    r.start_container("later");
    CHECK(r.wait("later", {}).exit_code == 0);
    CHECK(r.read_log("c", 0, 10'000).entries.size() == written);
    CHECK(refusal([&] { r.exec("c", {"true"}, 5s); }) == core::reason::conflict);
    r.unpause("c");
    CHECK_FALSE(r.container("c")->paused);
    CHECK(support::eventually([&] { return r.read_log("c", 0, 10'000).entries.size() > written; }));
    CHECK(r.exec("c", {"true"}, 5s).exit_code == 0);

    r.pause("c");
    r.stop_container("c", 0s);
    CHECK(r.container("c")->exit_code == 137);
    CHECK_FALSE(r.container("c")->paused);
    CHECK_FALSE(r.container("c")->oom_killed);
    r.create_container("pod", "polite",
                       spec({"sh", "-c", "trap 'exit 7' TERM; sleep 1000 & echo ready; wait"}));
    r.start_container("polite");
    REQUIRE(support::eventually([&] { return r.read_log("polite", 0, 1).entries.size() == 1; }));
    r.pause("polite");
    r.stop_container("polite", 10s);
    CHECK(r.container("polite")->exit_code == 7);
    r.create_container("pod", "killed", spec({"sleep", "1000"}));
    r.start_container("killed");
    r.pause("killed");
    r.signal("killed", SIGKILL);
    CHECK(r.wait("killed", {}).exit_code == 137);
    r.create_container("pod", "removed", spec({"sleep", "1000"}));
    r.start_container("removed");
    r.pause("removed");
    r.remove_sandbox("pod");
}

/// Other limits hold from now on, where there are limits at all.
template <class R>
void changing_limits(R& r, const specify& spec) {
    const auto enforced = r.info().enforces;
    const bool counts =
        std::find(enforced.begin(), enforced.end(), "pids limit") != enforced.end() &&
        !lacks(r, "other limits for what runs");
    r.run_sandbox("pod", {.hostname = "pod"});
    r.create_container("pod", "c", spec({"sleep", "1000"}));
    r.start_container("c");
    CHECK(refusal([&] { r.update("nothing", {}); }) == core::reason::not_found);
    r.update("c", {});
    if (!counts) {
        CHECK(refusal([&] { r.update("c", {.processes = 5}); }) == core::reason::invalid);
    } else {
        // Many, since runtimes have threads of their own in there for a moment.
        const std::vector<std::string> several{
            "sh", "-c",
            "i=0; while [ $i -lt 40 ]; do sleep 1000 > /dev/null 2>&1 & i=$((i + 1)); done; kill $(jobs -p); wait"};
        CHECK(r.exec("c", several, 10s).exit_code == 0);
        r.update("c", {.memory_bytes = 64 << 20, .cpu_millis = 1500, .processes = 20});
        CHECK(r.exec("c", several, 10s).exit_code != 0);
        r.update("c", {.memory_bytes = 256 << 20});  // more memory, and no other limit
        CHECK(r.exec("c", several, 10s).exit_code == 0);
        r.update("c", {});
    }
    r.remove_sandbox("pod");
}

template <class R>
void interactive_laws(R& r, const specify& spec) {
    attaching(r, spec);
    standing_still(r, spec);
    writing_without_end(r, spec);
    commands(r, spec);
    terminals(r, spec);
    using_up(r, spec);
    pausing(r, spec);
    changing_limits(r, spec);
}

}  // namespace laws
