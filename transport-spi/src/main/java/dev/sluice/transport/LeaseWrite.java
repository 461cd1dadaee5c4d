package dev.sluice.transport;

import dev.sluice.io.Connection.WriteCommand;
import dev.sluice.io.Connection.WriteLease;
import dev.sluice.io.Lease;
import java.util.ArrayList;
import java.util.List;

/**
 * A lease on its way out. The handle is the queue's own: whoever still has the command, and tells it a second time or releases its lease,
 * can't harm what is queued.
 */
record LeaseWrite(WriteLease command, Lease lease) {
    /** Takes over its lease; if that is spent it throws. */
    static LeaseWrite claim(WriteLease write) {
        return new LeaseWrite(write, write.lease().move());
    }

    /** Takes over the leases among some writes; if one is spent it throws, and all others are released. */
    static List<Object> claim(List<WriteCommand> writes) {
        List<Object> claimed = new ArrayList<>(writes.size());
        try {
            for (WriteCommand write : writes) {
                claimed.add(write instanceof WriteLease lease ? claim(lease) : write);
            }
            return claimed;
        } catch (IllegalStateException spent) {
            for (Object one : claimed) {
                if (one instanceof LeaseWrite write) {
                    write.lease().discard();
                }
            }
            throw spent;
        }
    }
}
