// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/dockerfile.hpp>

#include <random>

#include <catch2/catch.hpp>

namespace dockerfile_test {

using namespace slipway;
using oci::with_variables;

namespace {

oci::recipe_stage stage(const std::string& text) {
    return oci::parse_dockerfile("FROM a\n" + text).stages.at(0);
}
template <class Step>
Step only(const std::string& text) {
    const auto made = stage(text);
    REQUIRE(made.steps.size() == 1);
    return std::get<Step>(made.steps[0].action);
}
void refused(const std::string& text, const std::string& message) {
    CAPTURE(text);
    CHECK_THROWS_WITH(oci::parse_dockerfile(text), message);
}
using words = std::vector<std::string>;

}  // namespace

TEST_CASE("stages, their names and lines") {
    const auto made = oci::parse_dockerfile(
        "# syntax=docker/dockerfile:1\n\nARG TAG=1.36\nFROM --platform=linux/arm64 busybox:$TAG AS Tools\nRUN a\n"
        "FROM scratch\nCOPY --from=tools /x /y\n");
    REQUIRE(made.stages.size() == 2);
    CHECK(made.file == "Dockerfile");
    CHECK(std::get<oci::arg_step>(made.arguments.at(0).action) ==
          oci::arg_step{"TAG", with_variables("1.36")});
    CHECK(made.stages[0].name == "tools");
    CHECK(made.stages[0].base == with_variables("busybox:$TAG"));
    CHECK(made.stages[0].platform == with_variables("linux/arm64"));
    CHECK(made.stages[0].line == 4);
    CHECK(made.stages[0].steps.at(0).line == 5);
    CHECK(made.stages[1].line == 6);
    CHECK(std::get<oci::copy_step>(made.stages[1].steps.at(0).action).from == "tools");
}

TEST_CASE(
    "the lines of an instruction are joined, comments and empty lines between them left out") {
    const auto made =
        stage("  run a && \\  \n# not this\n\n    b \\\r\n  # nor this\n && c\nCMD x");
    CHECK(std::get<oci::run_step>(made.steps.at(0).action).command ==
          oci::recipe_command{{"a &&     b  && c"}, true});
    CHECK(made.steps[0].line == 2);
    CHECK(made.steps.at(1).line == 8);
    CHECK(only<oci::run_step>("RUN echo \\\\").command.words == words{"echo \\\\"});
    const auto other = oci::parse_dockerfile("# escape=`\nFROM a\nRUN dir `\n c:\\\n");
    CHECK(other.escape == '`');
    CHECK(std::get<oci::run_step>(other.stages[0].steps.at(0).action).command.words ==
          words{"dir  c:\\"});
    CHECK(oci::parse_dockerfile("#comment\n# escape=`\nFROM a\n").escape == '\\');
    CHECK(oci::parse_dockerfile("\xEF\xBB\xBF# ESCAPE = `\nFROM a").escape == '`');
}

TEST_CASE("commands are words in JSON, or a line for the shell") {
    CHECK(only<oci::run_step>(R"(RUN ["/bin/a", "b c"])").command ==
          oci::recipe_command{{"/bin/a", "b c"}, false});
    CHECK(only<oci::run_step>("RUN [ -f /x ] && y").command ==
          oci::recipe_command{{"[ -f /x ] && y"}, true});
    CHECK(only<oci::cmd_step>("CMD ['a']").command == oci::recipe_command{{"['a']"}, true});
    CHECK(only<oci::cmd_step>("CMD []").command == oci::recipe_command{{}, false});
    CHECK(only<oci::entrypoint_step>("ENTRYPOINT exec $X").command ==
          oci::recipe_command{{"exec $X"}, true});
    CHECK(only<oci::shell_step>(R"(SHELL ["/bin/bash", "-c"])").words == words{"/bin/bash", "-c"});
}

TEST_CASE("what a command has mounted, and whom it reaches") {
    const auto mounts = [](const std::string& flags) {
        return only<oci::run_step>("RUN " + flags + " x").mounts;
    };
    using all = std::vector<oci::run_mount>;
    CHECK(mounts("--mount=target=/x") == all{oci::bind_mount{.target = "/x"}});
    CHECK(mounts("--mount=type=bind,from=tools,src=/a,dst=$X,rw") ==
          all{oci::bind_mount{
              .target = with_variables("$X"), .source = "/a", .from = "tools", .writable = true}});
    CHECK(mounts("--mount=\"type=cache,target=/c\" --mount=type=tmpfs,target=/t,size=64m") ==
          all{oci::cache_mount{.target = "/c"},
              oci::tmpfs_mount{.target = "/t", .bytes = 64U << 20}});
    CHECK(mounts("--mount=type=cache,id=i,\"destination=/a,b\",sharing=private,mode=0700,uid=$U,"
                 "gid=6,ro") == all{oci::cache_mount{.target = "/a,b",
                                                     .id = "i",
                                                     .sharing = oci::cache_sharing::one_each,
                                                     .mode = "0700",
                                                     .uid = with_variables("$U"),
                                                     .gid = "6",
                                                     .read_only = true}});
    CHECK(mounts("--mount=type=secret,target=/a/token,required --mount=type=secret,id=i,env=E") ==
          all{oci::secret_mount{.id = "token", .target = "/a/token", .required = true},
              oci::secret_mount{.id = "i", .env = "E"}});
    CHECK(mounts("--mount=type=ssh --mount=type=ssh,id=own,required=true") ==
          all{oci::ssh_mount{}, oci::ssh_mount{.id = "own", .required = true}});
    CHECK(only<oci::run_step>("RUN --network=none a").command.words == words{"a"});
    CHECK(only<oci::run_step>("RUN --network=none a").network == oci::run_network::none);
    CHECK(only<oci::run_step>("RUN --network=host a").network == oci::run_network::host);
    CHECK(only<oci::run_step>("RUN --network=default a").network == oci::run_network::by_default);
    const std::string no = "Dockerfile:2: RUN --mount=";
    const auto wrong = [&](const std::string& mount, const std::string& why) {
        refused("FROM a\nRUN --mount=" + mount + " x\n", no + mount + " is not understood: " + why);
    };
    wrong("type=bnd,target=/x",
          "there is no type bnd; there are bind, cache, tmpfs, secret and ssh");
    wrong("type=cache", "it needs target=PATH, where the command is to find it");
    wrong("type=cache,target=/x,sharing=mine",
          "sharing is shared, private or locked, not \"mine\"");
    wrong("target=/x,dst=/y", "it says target twice");
    wrong("target=/x,size=1", "a mount of type bind takes no size");
    wrong("target=/x,from=$X",
          "from takes no variables: begin a stage (FROM $X AS name), and take from that");
    wrong("type=tmpfs,target=/x,size=much", "size=much is no size, such as 64m");
    wrong("target", "\"target\" has no value: write NAME=VALUE");
    wrong("type=secret", "it needs id=NAME, by which the one who builds gives it");
    wrong("target=/x,rw=maybe", "readwrite is either true or false, not \"maybe\"");
    wrong("\"target=/x", "a \" is missing at its end");
    refused(
        "FROM a\nRUN --network=bridge x\n",
        "Dockerfile:2: the network of a build's commands is default, none or host, not \"bridge\"");
}

TEST_CASE("copies: sources, flags, JSON") {
    auto s = only<oci::copy_step>("COPY --chown=$U:0 --chmod=755 --link a b* /c/");
    CHECK(s.sources == std::vector{with_variables("a"), with_variables("b*")});
    CHECK(s.to == with_variables("/c/"));
    CHECK(s.owner == with_variables("$U:0"));
    CHECK(s.mode == with_variables("755"));
    CHECK_FALSE(s.add);
    s = only<oci::copy_step>("COPY --exclude=*.md --parents --exclude=$X a /c/");
    CHECK(s.excluded == std::vector{with_variables("*.md"), with_variables("$X")});
    CHECK(s.parents);
    CHECK_FALSE(only<oci::copy_step>("COPY --parents=false a /c/").parents);
    refused("FROM a\nCOPY --parents=x a b\n",
            "Dockerfile:2: COPY --parents is either true or false, not \"x\"");
    refused("FROM a\nADD --parents a b\n", "Dockerfile:2: ADD has no flag --parents");
    s = only<oci::copy_step>(R"(ADD --checksum=sha256:12 ["https://h/a b", "/c d"])");
    CHECK(s.add);
    CHECK(s.sources == std::vector{with_variables("https://h/a b")});
    CHECK(s.checksum == with_variables("sha256:12"));
    CHECK_FALSE(s.keep_git_directory);
    s = only<oci::copy_step>("ADD --keep-git-dir git@h:b.git#main /c");
    CHECK(s.sources == std::vector{with_variables("git@h:b.git#main")});
    CHECK(s.keep_git_directory);
    for (const char* source : {"https://h/b", "git@h:b.git", "https://h/b.git#main"})
        refused(std::string("FROM a\nCOPY ") + source + " /c\n",
                "Dockerfile:2: COPY takes files only; ADD fetches addresses and git repositories");
}

TEST_CASE("here-documents") {
    auto made = stage(
        "COPY <<one <<-\"two\" x /d/\n$A \"\n  keep\none\n\t$B\n\ttwo\nRUN <<EOF\nset -e\n\ta\nEOF\nRUN cat <<EOF > /x && b\nhi\nEOF\nCMD x\n");
    const auto copy = std::get<oci::copy_step>(made.steps.at(0).action);
    CHECK(copy.files == std::vector<oci::inline_file>{{"one", with_variables("$A \"\n  keep\n")},
                                                      {"two", "$B\n"}});
    CHECK(copy.sources == std::vector{with_variables("x")});
    CHECK(std::get<oci::run_step>(made.steps.at(1).action).command ==
          oci::recipe_command{{"set -e\n\ta\n"}, true});
    CHECK(std::get<oci::run_step>(made.steps.at(2).action).command ==
          oci::recipe_command{{"cat <<EOF > /x && b\nhi\nEOF\n"}, true});
    CHECK(made.steps.at(3).line == 15);
    CHECK(only<oci::run_step>("RUN echo $((1<<2)) << 3").command.words ==
          words{"echo $((1<<2)) << 3"});
}

TEST_CASE("variables, labels and arguments") {
    using pairs = oci::recipe_variables;
    CHECK(only<oci::env_step>("ENV A=1 B=\"two words\" C=a\\ b D=").variables ==
          pairs{{with_variables("A"), with_variables("1")},
                {with_variables("B"), with_variables("\"two words\"")},
                {with_variables("C"), with_variables("a\\ b")},
                {with_variables("D"), {}}});
    CHECK(only<oci::env_step>("ENV A some  words here ").variables ==
          pairs{{with_variables("A"), with_variables("some  words here")}});
    CHECK(only<oci::label_step>("LABEL \"a b\"=c").labels ==
          pairs{{with_variables("\"a b\""), with_variables("c")}});
    const auto two = stage("ARG A B=$A");
    CHECK(std::get<oci::arg_step>(two.steps.at(0).action) == oci::arg_step{"A", std::nullopt});
    CHECK(std::get<oci::arg_step>(two.steps.at(1).action) ==
          oci::arg_step{"B", with_variables("$A")});
}

TEST_CASE("the other instructions") {
    CHECK(only<oci::workdir_step>("WORKDIR /a b").directory == with_variables("/a b"));
    CHECK(only<oci::user_step>("USER $U").user == with_variables("$U"));
    CHECK(only<oci::expose_step>("EXPOSE 80 53/udp").ports.size() == 2);
    CHECK(only<oci::volume_step>("VOLUME [\"/a b\"]").paths == std::vector{with_variables("/a b")});
    CHECK(only<oci::volume_step>("VOLUME /a /b").paths.size() == 2);
    CHECK(only<oci::stop_signal_step>("STOPSIGNAL SIGINT").signal == with_variables("SIGINT"));
    CHECK(only<oci::author_step>("MAINTAINER me <me@example.com>").author == "me <me@example.com>");
    using namespace std::chrono_literals;
    CHECK(
        only<oci::healthcheck_step>(
            "HEALTHCHECK --interval=1m30s --timeout=500ms --start-period=1s --start-interval=2s --retries=2 CMD wget -q x")
            .check == oci::healthcheck{{"CMD-SHELL", "wget -q x"}, 90s, 500ms, 1s, 2s, 2});
    CHECK(only<oci::healthcheck_step>("HEALTHCHECK cmd [\"/ok\"]").check.test ==
          words{"CMD", "/ok"});
    CHECK(only<oci::healthcheck_step>("HEALTHCHECK NONE").check.test == words{"NONE"});
}

TEST_CASE("what is wrong is told with its line") {
    refused("", "Dockerfile: there is no FROM, so there is nothing to build");
    refused("# only\n", "Dockerfile: there is no FROM, so there is nothing to build");
    refused("FROM a\n\nCOPPY x y\n",
            "Dockerfile:3: there is no instruction COPPY; did you mean COPY?");
    refused("FROM a\nqwertyuiop\n", "Dockerfile:2: there is no instruction QWERTYUIOP");
    refused("RUN a\n", "Dockerfile:1: RUN comes before the first FROM; only ARG can");
    refused("FROM a b\n",
            "Dockerfile:1: FROM needs an image, and perhaps a name: FROM image AS name");
    refused(
        "FROM a AS 1x\n",
        "Dockerfile:1: \"1x\" cannot be the name of a stage: it begins with a letter, and has letters, digits, '-', '_' and '.'");
    refused("FROM a AS x\nFROM b AS X\n",
            "Dockerfile:2: there is a stage \"x\" already, from line 1");
    refused("FROM a\nCOPY x\n", "Dockerfile:2: COPY needs at least one source, and a destination");
    refused("FROM a\nCOPY --form=b x y\n",
            "Dockerfile:2: COPY has no flag --form; did you mean from?");
    refused("FROM a\nCOPY --from x y\n", "Dockerfile:2: COPY --from needs a value: --from=...");
    refused("FROM a\nCOPY --from=a --from=b x y\n", "Dockerfile:2: COPY --from stands twice");
    refused("FROM a\nCOPY https://x/y z\n",
            "Dockerfile:2: COPY takes files only; ADD fetches addresses and git repositories");
    refused("FROM a\nRUN \\\n\n", "Dockerfile:2: RUN needs something to run");
    refused("FROM a\nRUN x <<EOF\nbody\n",
            "Dockerfile:2: the here-document <<EOF has no end: a line that is \"EOF\" is missing");
    refused("FROM a\nENV A=1 B\n",
            "Dockerfile:2: \"B\" has no =; a value with blanks needs quotes: ENV NAME=\"a value\"");
    refused("FROM a\nENV A\n", "Dockerfile:2: ENV A has no value: write ENV NAME=value");
    refused("FROM a\nENV =1\n", "Dockerfile:2: \"=1\" has no name before its =");
    refused("FROM a\nARG 1=2\n", "Dockerfile:2: \"1\" cannot be the name of an argument");
    refused("FROM a\nSHELL /bin/bash -c\n",
            "Dockerfile:2: SHELL needs words in JSON form: SHELL [\"/bin/bash\", \"-c\"]");
    refused(
        "FROM a\nHEALTHCHECK --interval=5 CMD x\n",
        "Dockerfile:2: HEALTHCHECK --interval=5 is not a duration from 1ms on, such as 30s or 1m30s");
    refused("FROM a\nHEALTHCHECK --retries=0 CMD x\n",
            "Dockerfile:2: HEALTHCHECK --retries=0 is not a number from 1 on");
    refused("FROM a\nHEALTHCHECK x\n",
            "Dockerfile:2: HEALTHCHECK needs CMD and a command, or NONE");
    refused("# escape=x\nFROM a\n", "Dockerfile:1: escape is either \\ or `, not \"x\"");
    refused("# escape=`\n# escape=`\nFROM a\n", "Dockerfile:2: the directive escape stands twice");
    refused(std::string("FROM a\nRUN x\0y\n", 14), "Dockerfile:2: it contains a NUL");
    std::string many;
    for (int i = 0; i < 2000; ++i) many += "FROM a\n";
    refused(many, "Dockerfile:1001: there are more than 1000 stages");
    CHECK_THROWS_WITH(oci::parse_dockerfile("COPY\n", "web/Dockerfile"),
                      Catch::StartsWith("web/Dockerfile:1: "));
    CHECK_THROWS_WITH(oci::parse_dockerfile(std::string(2 << 20, '#')),
                      "Dockerfile: it has more than 1 MiB");
}

TEST_CASE("what is done first in images that are built on this one") {
    const auto made =
        stage("ONBUILD run  make all \\\n && x\nONBUILD COPY <<EOF /x\nhi\nEOF\nONBUILD ENV A=1\n");
    REQUIRE(made.steps.size() == 3);
    CHECK(std::get<oci::on_build_step>(made.steps[0].action).instruction == "run  make all  && x");
    CHECK(std::get<oci::on_build_step>(made.steps[1].action).instruction ==
          "COPY <<EOF /x\nhi\nEOF");
    CHECK(made.steps[2].text == "ONBUILD ENV A=1");
    refused("FROM a\nONBUILD\n",
            "Dockerfile:2: ONBUILD needs an instruction, such as ONBUILD RUN make");
    for (const std::string word : {"FROM", "MAINTAINER", "ONBUILD"})
        refused("FROM a\n\nONBUILD " + word + " x\n",
                "Dockerfile:3: ONBUILD " + word +
                    " is not allowed: an image that is built on this one has its own");
    refused("FROM a\nONBUILD COPPY x y\n",
            "Dockerfile:2: ONBUILD there is no instruction COPPY; did you mean COPY?");
    refused("FROM a\nONBUILD COPY x\n",
            "Dockerfile:2: ONBUILD COPY needs at least one source, and a destination");
    CHECK(std::get<oci::on_build_step>(
              oci::parse_dockerfile("# check=skip=all\n# escape=`\nFROM a\nONBUILD RUN x `\n y")
                  .stages[0]
                  .steps.at(0)
                  .action)
              .instruction == "RUN x  y");
}

TEST_CASE("a here-document that names its interpreter is a program") {
    const auto step =
        only<oci::run_step>("RUN --network=none <<EOF\n#!/usr/bin/awk -f\nBEGIN\nEOF");
    CHECK(step.script == "#!/usr/bin/awk -f\nBEGIN\n");
    CHECK(step.command.words.empty());
    CHECK(step.network == oci::run_network::none);
    CHECK(only<oci::run_step>("RUN sh <<EOF\n#!/bin/x\nEOF").script.empty());
    CHECK(only<oci::run_step>("RUN cat <<A <<B\n1\nA\n2\nB").command.words ==
          words{"cat <<A <<B\n1\nA\n2\nB\n"});
}

TEST_CASE("what is not supported is said to be so, and what to do") {
    const auto not_supported = [](const std::string& line) {
        CAPTURE(line);
        CHECK_THROWS_WITH(oci::parse_dockerfile("FROM a\n" + line),
                          Catch::StartsWith("Dockerfile:2: ") && Catch::Contains("not supported"));
    };
    not_supported("RUN --security=insecure x");
}

TEST_CASE("whatever the text, there is a recipe or a sentence") {
    const std::vector<std::string> pieces{
        "FROM ",     "RUN ",     "COPY ",        "ENV ", "HEALTHCHECK ",
        "--from=",   "<<EOF",    "EOF",          "\n",   "\\\n",
        "[\"",       "\"]",      "\"",           "'",    "$",
        "{",         "}",        "# escape=`",   "=",    " ",
        "a",         "\xff",     "ARG x",        "`\n",  "[[[[",
        "ONBUILD ",  "--mount=", "type=secret,", "id=x", "#!",
        "--parents "};
    std::mt19937 random(7);
    int recipes = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string text = i % 2 ? "FROM a\n" : "";
        for (auto n = random() % 20; n > 0; --n) text += pieces[random() % pieces.size()];
        try {
            const auto made = oci::parse_dockerfile(text);
            if (made.stages.empty()) FAIL(text);
            ++recipes;
        } catch (const status_error& e) {
            if (!e.message().starts_with("Dockerfile:")) FAIL(text << " -> " << e.message());
        }
    }
    CHECK(recipes > 100);
}

}  // namespace dockerfile_test
