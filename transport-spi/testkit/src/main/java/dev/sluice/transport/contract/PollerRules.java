package dev.sluice.transport.contract;

import org.junit.jupiter.api.Timeout;

/** What all rules of a poller need. A poller that doesn't wake up would hang. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class PollerRules {
    final PollerContract contract;

    PollerRules(PollerContract contract) {
        this.contract = contract;
    }
}
