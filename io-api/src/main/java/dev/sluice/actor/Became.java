package dev.sluice.actor;

/** An actor that handles its messages in another way than the instance that its factory made, to which everything else still goes. */
final class Became<M> implements LoopActor<M> {
    private final Actor<M> instance;
    private final Actor<M> behaviour;

    private Became(Actor<M> instance, Actor<M> behaviour) {
        this.instance = instance;
        this.behaviour = behaviour;
    }

    static <M> Actor<M> become(Actor<M> now, Actor<M> behaviour) {
        Actor<M> instance = now instanceof Became<M> became ? became.instance : now;
        return behaviour == instance ? instance : new Became<>(instance, behaviour);
    }

    @Override
    public void on(M message) throws Exception {
        behaviour.on(message);
    }

    @Override
    public void stopping(Stop reason) throws Exception {
        instance.stopping(reason);
    }

    @Override
    public void onSignal(int bits) throws Exception {
        if (instance instanceof LoopActor<M> driven) {
            driven.onSignal(bits);
        }
    }

    @Override
    public void onBatchEnd() throws Exception {
        if (instance instanceof LoopActor<M> driven) {
            driven.onBatchEnd();
        }
    }

    @Override
    public void onHoldCutShort() {
        if (instance instanceof LoopActor<M> driven) {
            driven.onHoldCutShort();
        }
    }
}
