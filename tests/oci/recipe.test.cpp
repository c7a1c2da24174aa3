// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/recipe.hpp>

#include <catch2/catch.hpp>

namespace recipe_test {

using namespace slipway;

TEST_CASE("steps belong to the stage that was begun last, and tell how a Dockerfile has them") {
    const auto made =
        oci::from("busybox:1.36", "tools", "linux/arm64")
            .arg("VERSION", "1")
            .run_shell("make all")
            .from("scratch")
            .copy_from("tools", "/out", "/srv/", {.owner = "1000:1000", .mode = "0755"})
            .add("site.tar.gz", "/srv/www/")
            .env("PATH", oci::with_variables("$PATH:/opt/bin"))
            .run({"/bin/tool", "a b"});
    REQUIRE(made.stages.size() == 2);
    CHECK(made.stages[0].name == "tools");
    CHECK(made.stages[0].platform == oci::recipe_text("linux/arm64"));
    CHECK(made.stages[0].text == "FROM busybox:1.36 AS tools");
    CHECK(made.stages[0].steps[0].text == "ARG VERSION=1");
    CHECK(made.stages[0].steps[1].text == "RUN make all");
    CHECK(made.stages[1].steps[0].text ==
          "COPY --from=tools --chown=1000:1000 --chmod=0755 /out /srv/");
    CHECK(made.stages[1].steps[1].text == "ADD site.tar.gz /srv/www/");
    CHECK(made.stages[1].steps[2].text == "ENV PATH=\"$PATH:/opt/bin\"");
    CHECK(std::get<oci::env_step>(made.stages[1].steps[2].action).variables[0].second.expands);
    CHECK(made.stages[1].steps[3].text == "RUN [\"/bin/tool\",\"a b\"]");
}

TEST_CASE("each step has its text") {
    const auto made = oci::from("a")
                          .label("l", "v")
                          .workdir("/w")
                          .user("u")
                          .expose("80")
                          .volume("/v")
                          .entrypoint({"e"})
                          .cmd({"c"})
                          .healthcheck({.test = {"CMD", "h"}})
                          .shell({"/bin/bash", "-c"})
                          .stop_signal("SIGINT")
                          .author("me")
                          .arg("N")
                          .file_of("/etc/motd", "hello\n");
    std::string all;
    for (const auto& step : made.stages[0].steps) all += step.text + '\n';
    CHECK(
        all ==
        "LABEL l=\"v\"\nWORKDIR /w\nUSER u\nEXPOSE 80\nVOLUME /v\nENTRYPOINT [\"e\"]\nCMD [\"c\"]\nHEALTHCHECK [\"CMD\",\"h\"]\n"
        "SHELL [\"/bin/bash\",\"-c\"]\nSTOPSIGNAL SIGINT\nMAINTAINER me\nARG N\nCOPY <<file /etc/motd\n");
}

TEST_CASE("mounts and networks of a command are written as a Dockerfile has them") {
    const auto made = oci::from("a").run_shell(
        "x", {.mounts = {oci::bind_mount{.target = "/b", .from = "tools", .writable = true},
                         oci::cache_mount{.target = "/c", .sharing = oci::cache_sharing::locked},
                         oci::tmpfs_mount{.target = "/t", .bytes = 1024},
                         oci::secret_mount{.id = "token", .env = "TOKEN", .required = true},
                         oci::ssh_mount{}},
              .network = oci::run_network::none});
    CHECK(made.stages[0].steps[0].text ==
          "RUN --mount=type=bind,from=tools,target=/b,rw "
          "--mount=type=cache,target=/c,sharing=locked --mount=type=tmpfs,target=/t,size=1024 "
          "--mount=type=secret,id=token,env=TOKEN,required --mount=type=ssh --network=none x");
}

TEST_CASE("before the first stage there can be arguments only") {
    oci::recipe made;
    made.arg("TAG", "1.36").from(oci::with_variables("busybox:$TAG"));
    CHECK(made.arguments.size() == 1);
    CHECK(made.stages[0].steps.empty());
    CHECK_THROWS_WITH(oci::recipe().run({"true"}), Catch::Contains("before the first FROM"));
}

TEST_CASE("a stage is found by its name in any case, or its number") {
    auto r = oci::from("a", "tools").from("b").from("c", "2");
    CHECK(r.find_stage("Tools") == 0U);
    CHECK(r.find_stage("1") == 1U);
    CHECK(r.find_stage("2") == 2U);
    CHECK(r.find_stage("0") == 0U);
    CHECK_FALSE(r.find_stage("3"));
    CHECK_FALSE(r.find_stage("tool"));
    CHECK_FALSE(r.find_stage(""));
}

}  // namespace recipe_test
