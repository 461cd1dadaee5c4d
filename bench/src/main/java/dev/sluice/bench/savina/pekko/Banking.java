package dev.sluice.bench.savina.pekko;

import dev.sluice.bench.savina.suite.Program;
import dev.sluice.bench.savina.suite.Transfers;
import dev.sluice.bench.savina.suite.Workload;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Transfers between accounts. An account that has paid handles nothing else until the other one has said that it got it. The
 * result is what all accounts have in the end, and one for each transfer.
 */
record Banking(ActorSystem<Guardian.Command> system, int accounts, int transfers) implements Program {
    sealed interface ToTeller {}

    record Play(ActorRef<Long> replyTo) implements ToTeller {}

    record Transferred() implements ToTeller {}

    record Balance(long amount) implements ToTeller {}

    sealed interface ToAccount {}

    record Transfer(int amount, ActorRef<ToAccount> to, ActorRef<? super Transferred> replyTo) implements ToAccount {}

    record Deposit(int amount, ActorRef<? super Deposited> replyTo) implements ToAccount {}

    record Deposited() implements ToAccount {}

    record GetBalance(ActorRef<? super Balance> replyTo) implements ToAccount {}

    @Override
    public long play() throws Exception {
        Behavior<ToTeller> teller = Behaviors.setup(ctx -> new Teller(ctx, accounts, transfers));
        return Guardian.play(system, teller, Play::new);
    }

    private static final class Teller extends AbstractMatchingBehavior<ToTeller> {
        private final List<ActorRef<ToAccount>> accounts;
        private final int transfers;
        private ActorRef<Long> replyTo;
        private int transferred;
        private int balances;
        private long sum;

        Teller(ActorContext<ToTeller> ctx, int accounts, int transfers) {
            super(ctx);
            this.accounts = Stream.generate(this::account).limit(accounts).toList();
            this.transfers = transfers;
        }

        private ActorRef<ToAccount> account() {
            return getContext().spawnAnonymous(Behaviors.setup(Account::new));
        }

        @Override
        public Behavior<ToTeller> onMessage(ToTeller message) {
            return switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    yield transferAll();
                }
                case Transferred one -> count();
                case Balance balance -> add(balance.amount());
            };
        }

        private Behavior<ToTeller> transferAll() {
            Transfers random = new Transfers(accounts.size());
            for (int i = 0; i < transfers; i++) {
                int from = random.nextSource();
                int to = random.nextTarget(from);
                accounts.get(from).tell(new Transfer(random.nextAmount(), accounts.get(to), getContext().getSelf()));
            }
            return this;
        }

        private Behavior<ToTeller> count() {
            if (++transferred == transfers) {
                accounts.forEach(account -> account.tell(new GetBalance(getContext().getSelf())));
            }
            return this;
        }

        private Behavior<ToTeller> add(long balance) {
            sum += balance;
            if (++balances == accounts.size()) {
                replyTo.tell(sum + transferred);
                return Behaviors.stopped();
            }
            return this;
        }
    }

    private static final class Account extends AbstractMatchingBehavior<ToAccount> {
        private final Deque<ToAccount> stash = new ArrayDeque<>();
        private long balance = Workload.BALANCE;
        /** Whom to tell when what this account has paid has arrived; null if it hasn't paid anything. */
        private ActorRef<? super Transferred> teller;

        Account(ActorContext<ToAccount> ctx) {
            super(ctx);
        }

        @Override
        public Behavior<ToAccount> onMessage(ToAccount message) {
            if (message instanceof Deposited) {
                deposited();
            } else if (teller == null) {
                handle(message);
            } else {
                stash.add(message);
            }
            return this;
        }

        private void deposited() {
            teller.tell(new Transferred());
            teller = null;
            while (teller == null && !stash.isEmpty()) {
                handle(stash.poll());
            }
        }

        private void handle(ToAccount message) {
            switch (message) {
                case Transfer(var amount, var to, var replyTo) -> {
                    balance -= amount;
                    teller = replyTo;
                    to.tell(new Deposit(amount, getContext().getSelf()));
                }
                case Deposit(var amount, var replyTo) -> {
                    balance += amount;
                    replyTo.tell(new Deposited());
                }
                case GetBalance(var replyTo) -> replyTo.tell(new Balance(balance));
                case Deposited never -> throw new IllegalStateException("nothing was paid");
            }
        }
    }
}
