package dev.sluice.bench.actors;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Some pairs of actors that play ping-pong at the same time, each with one ball. */
final class Match {
    private final Whistle over = new Whistle();
    private final List<Ball> balls;

    Match(Stage stage, int pairs) {
        balls = IntStream.range(0, pairs).mapToObj(pair -> new Ball(stage, pair, over)).toList();
    }

    /** Each hit is a message. */
    void play(int hits) throws InterruptedException {
        balls.forEach(ball -> ball.serve(hits / balls.size()));
        over.await(balls.size());
    }

    /** The message: goes back and forth between its two players, so that a hit allocates what a tell allocates. */
    private static final class Ball {
        private final Consumer<Ball> one;
        private final Consumer<Ball> other;
        private final Whistle over;
        private int left;

        Ball(Stage stage, int pair, Whistle over) {
            this.one = stage.spawn(pair, 0, Ball::hit);
            this.other = stage.spawn(pair, 1, Ball::hit);
            this.over = over;
        }

        void serve(int hits) {
            left = hits;
            one.accept(this);
        }

        void hit() {
            if (--left == 0) {
                over.blow();
            } else {
                (left % 2 == 0 ? one : other).accept(this);
            }
        }
    }
}
