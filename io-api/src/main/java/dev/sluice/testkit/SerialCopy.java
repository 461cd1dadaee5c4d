package dev.sluice.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A copy of something serialisable: the parts that have rules of their own stay outside the stream, which has numbers for them. */
final class SerialCopy {
    private final Copier copier;
    private final Object original;
    private final List<Object> outside = new ArrayList<>();

    /** What stands in the stream for a part that is not in it. */
    private record Place(int number) implements Serializable {}

    SerialCopy(Copier copier, Object original) {
        this.copier = copier;
        this.original = original;
    }

    Object make() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer writer = new Writer(bytes)) {
            writer.writeObject(original);
        } catch (IOException | RuntimeException e) {
            throw failure(e);
        }
        try (Reader reader = new Reader(new ByteArrayInputStream(bytes.toByteArray()))) {
            return reader.readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw failure(e);
        }
    }

    /** One of a part below has the better path. */
    private IllegalArgumentException failure(Exception cause) {
        return cause instanceof PartFailure part
            ? part.failure
            : copier.failure(Copier.describe(original) + " can't be serialised", cause);
    }

    /** Passes through the code of the class that is serialised, which may catch what it knows. */
    private static final class PartFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient IllegalArgumentException failure;

        PartFailure(IllegalArgumentException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private final class Writer extends ObjectOutputStream {
        Writer(OutputStream to) throws IOException {
            super(to);
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object part) {
            if (part == original || part instanceof Place || part instanceof String) {
                return part;
            }
            try {
                return replace(part);
            } catch (IllegalArgumentException e) {
                throw new PartFailure(e);
            }
        }

        private Object replace(Object part) {
            if (copier.isOurs(part) && !isProxy(part)) {
                outside.add(copier.copy(part, new FieldPath(original, part)));
                return new Place(outside.size() - 1);
            }
            if (part instanceof Serializable) {
                return part;
            }
            throw copier.failureAt(new FieldPath(original, part), part);
        }

        /** A record that stands in a stream for something else. */
        private boolean isProxy(Object part) {
            return part instanceof Record && part instanceof Serializable
                && Stream.of(part.getClass().getDeclaredMethods()).anyMatch(m -> m.getName().equals("readResolve"));
        }
    }

    private final class Reader extends ObjectInputStream {
        Reader(InputStream from) throws IOException {
            super(from);
            enableResolveObject(true);
        }

        @Override
        protected Object resolveObject(Object part) {
            return part instanceof Place place ? outside.get(place.number()) : part;
        }

        /** As the class that is copied sees it, and not as this one does. */
        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, original.getClass().getClassLoader());
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }
    }
}
