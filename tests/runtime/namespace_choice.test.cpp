// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/namespace_choice.hpp>

#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <slipway/runtime/detail/joined_process.hpp>

namespace namespace_choice_test {

using namespace slipway::runtime;

TEST_CASE("a container that is joined is the process that it was when it was found") {
    const namespace_choice asked{.whose = namespace_choice::container, .key = "other"};
    const namespace_choice found = detail::joining(asked, ::getpid());
    CHECK(found.since > 0);
    CHECK(detail::joined_namespace(found, "ipc"));
    CHECK(detail::joined_process(found));
    namespace_choice another = found;
    ++another.since;  // as where the number is another's by now
    CHECK_THROWS_WITH(detail::joined_namespace(another, "ipc"),
                      "container \"other\" has ended: it cannot be joined any more");
    CHECK_THROWS_WITH(detail::joined_process(another),
                      "container \"other\" has ended: it cannot be joined any more");
    CHECK_THROWS_WITH(detail::joined_namespace(asked, "pid"), Catch::Contains("has ended"));
    CHECK_THROWS_WITH(detail::joining(asked, 0),
                      "container \"other\" does not run: only those that run can be joined");
    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    ::waitpid(child, nullptr, 0);
    CHECK_THROWS_WITH(detail::joining(asked, child), Catch::Contains("does not run"));
    CHECK(detail::start_ticks_of(child) == 0);
}

}  // namespace namespace_choice_test
