// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/transfer_printer.hpp>

#include <string>

#include <catch2/catch.hpp>

namespace transfer_printer_test {

using namespace slipway;
using cli::command::transfer_printer;

TEST_CASE("transfer printer: a line has a bar where there is room") {
    engine::transfer t{.blob = oci::digest_of("x"),
                       .step = engine::transfer_step::downloading,
                       .done = 1'000'000,
                       .total = 4'000'000};
    const std::string id(t.blob.hex().substr(0, 12));
    CHECK(transfer_printer::line_of(t, 64) ==
          id + ": Downloading [======>                   ]  1MB/4MB");
    CHECK(transfer_printer::line_of(t, 45) == id + ": Downloading   1MB/4MB");
    CHECK(transfer_printer::line_of(t, 20).size() == 20);
    t.done = t.total;
    CHECK(transfer_printer::line_of(t, 64).find("====]") != std::string::npos);
    t.step = engine::transfer_step::present;
    CHECK(transfer_printer::line_of(t, 64) == id + ": Already exists");
    t.total = 0;
    t.step = engine::transfer_step::uploading;
    CHECK(transfer_printer::line_of(t, 64) == id + ": Pushing");
}

}  // namespace transfer_printer_test
