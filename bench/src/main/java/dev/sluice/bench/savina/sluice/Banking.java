package dev.sluice.bench.savina.sluice;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.bench.savina.suite.Program;
import dev.sluice.bench.savina.suite.Transfers;
import dev.sluice.bench.savina.suite.Workload;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Transfers between accounts. An account that has paid handles nothing else until the other one has said that it got it. The
 * result is what all accounts have in the end, and one for each transfer.
 */
record Banking(ActorSystem system, int accounts, int transfers) implements Program {
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
        ActorRef<ToTeller> teller = system.spawn("teller", ctx -> new Teller(ctx, accounts, transfers));
        return Outcome.of(system, teller, Play::new);
    }

    private static final class Teller implements Actor<ToTeller> {
        private final Context<ToTeller> ctx;
        private final List<ActorRef<ToAccount>> accounts;
        private final int transfers;
        private ActorRef<Long> replyTo;
        private int transferred;
        private int balances;
        private long sum;

        Teller(Context<ToTeller> ctx, int accounts, int transfers) {
            this.ctx = ctx;
            this.accounts = Stream.generate(this::account).limit(accounts).toList();
            this.transfers = transfers;
        }

        private ActorRef<ToAccount> account() {
            return ctx.spawn("account", Account::new);
        }

        @Override
        public void on(ToTeller message) {
            switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    transferAll();
                }
                case Transferred one -> count();
                case Balance balance -> add(balance.amount());
            }
        }

        private void transferAll() {
            Transfers random = new Transfers(accounts.size());
            for (int i = 0; i < transfers; i++) {
                int from = random.nextSource();
                int to = random.nextTarget(from);
                accounts.get(from).tell(new Transfer(random.nextAmount(), accounts.get(to), ctx.self()));
            }
        }

        private void count() {
            if (++transferred == transfers) {
                accounts.forEach(account -> account.tell(new GetBalance(ctx.self())));
            }
        }

        private void add(long balance) {
            sum += balance;
            if (++balances == accounts.size()) {
                replyTo.tell(sum + transferred);
                ctx.stop();
            }
        }
    }

    private static final class Account implements Actor<ToAccount> {
        private final Context<ToAccount> ctx;
        private final Deque<ToAccount> stash = new ArrayDeque<>();
        private long balance = Workload.BALANCE;
        /** Whom to tell when what this account has paid has arrived; null if it hasn't paid anything. */
        private ActorRef<? super Transferred> teller;

        Account(Context<ToAccount> ctx) {
            this.ctx = ctx;
        }

        @Override
        public void on(ToAccount message) {
            if (message instanceof Deposited) {
                deposited();
            } else if (teller == null) {
                handle(message);
            } else {
                stash.add(message);
            }
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
                    to.tell(new Deposit(amount, ctx.self()));
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
