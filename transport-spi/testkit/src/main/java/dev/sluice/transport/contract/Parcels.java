package dev.sluice.transport.contract;

import dev.sluice.io.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Datagrams of one direction, each of which says by its bytes which one it is; and how often each has arrived. */
final class Parcels {
    /** So long at least, unless it is empty. */
    static final int LEAST = 4;
    private static final long SPREAD = 1_000_003;

    /** What became of one. */
    private static final class Parcel {
        final byte[] data;
        int arrived;
        boolean failed;

        Parcel(byte[] data) {
            this.data = data;
        }
    }

    private final List<Parcel> all = new ArrayList<>();
    private final String direction;
    private final Consumer<String> blame;
    private int empty;
    private int emptyArrived;

    /** Whoever reads them, and whether he may count on their order. */
    static final class Reader {
        private final boolean isInOrder;
        private int last = -1;

        Reader(boolean isInOrder) {
            this.isInOrder = isInOrder;
        }
    }

    Parcels(String direction, Consumer<String> blame) {
        this.direction = direction;
        this.blame = blame;
    }

    /** The next one, of a length that is 0 or at least {@link #LEAST}. */
    ByteString next(int length) {
        if (length == 0) {
            empty++;
            return ByteString.empty();
        }
        int id = all.size();
        byte[] data = Pattern.from(id * SPREAD, length);
        for (int i = 0; i < LEAST; i++) {
            data[i] = (byte) (id >>> 8 * i);
        }
        all.add(new Parcel(data));
        return ByteString.copyOf(data);
    }

    /** Negative = it doesn't say. */
    static int id(byte[] data) {
        if (data.length < LEAST) {
            return -1;
        }
        int id = 0;
        for (int i = 0; i < LEAST; i++) {
            id |= (data[i] & 0xff) << 8 * i;
        }
        return id;
    }

    /** This one was told to have failed: it may not arrive. */
    void failed(ByteString data) {
        int id = id(data.toByteArray());
        if (id >= 0) {
            all.get(id).failed = true;
        }
    }

    /** One has come whole. */
    void arrived(byte[] data, int most, Reader reader) {
        if (data.length == 0) {
            emptyArrived++;
            return;
        }
        int id = id(data);
        if (id < 0 || id >= all.size() || !Arrays.equals(all.get(id).data, data)) {
            blame
                .accept(direction + ": what arrived is nothing that was sent: " + data.length + " bytes, number " + id);
        } else {
            arrived(id, most, reader);
        }
    }

    /** The beginning of one has come. */
    void arrivedInPart(byte[] data, int most, Reader reader) {
        int id = id(data);
        if (id < 0) {
            return; // too short to say
        }
        if (id >= all.size() || !Arrays.equals(Arrays.copyOf(all.get(id).data, data.length), data)) {
            blame.accept(direction + ": what arrived in part is nothing that was sent: " + data.length + " bytes");
        } else if (all.get(id).data.length == data.length) {
            blame.accept(direction + ": told as truncated, but whole: " + id);
        } else {
            arrived(id, most, reader);
        }
    }

    private void arrived(int id, int most, Reader reader) {
        Parcel parcel = all.get(id);
        if (parcel.failed) {
            blame.accept(direction + ": arrived, but was told to have failed: " + id);
        }
        if (++parcel.arrived > most) {
            blame.accept(direction + ": arrived " + parcel.arrived + " times: " + id);
        }
        if (reader.isInOrder && id < reader.last) {
            blame.accept(direction + ": " + id + " arrived behind " + reader.last);
        }
        reader.last = Math.max(reader.last, id);
    }

    boolean hasArrived(ByteString data) {
        int id = id(data.toByteArray());
        return id < 0 || all.get(id).arrived > 0;
    }

    /** Each has arrived, or was told to have failed. */
    void checkAll(int emptyFailed) {
        if (emptyArrived < empty - emptyFailed) {
            blame.accept(direction + ": only " + emptyArrived + " empty ones of " + empty + " arrived, and "
                + emptyFailed + " failed");
        }
        for (int id = 0; id < all.size(); id++) {
            if (all.get(id).arrived == 0 && !all.get(id).failed) {
                blame.accept(direction + ": lost: " + id + " of " + all.size());
            }
        }
    }

    void checkEmpty(int mostOfEach) {
        if (emptyArrived > empty * mostOfEach) {
            blame.accept(direction + ": " + emptyArrived + " empty ones arrived of " + empty);
        }
    }

    @Override
    public String toString() {
        return direction + " " + all.size() + " and " + empty + " empty ones, arrived "
            + all.stream().mapToInt(parcel -> parcel.arrived).sum() + " and " + emptyArrived;
    }
}
