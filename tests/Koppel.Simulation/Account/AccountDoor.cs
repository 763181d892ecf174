using Koppel.Simulation.Time;

namespace Koppel.Simulation.Account;

/// <summary>
/// What the account receives: it counts calls against its limits as they come, does what they ask a little later, and answers, or does
/// not. A line is one process's way to it.
/// </summary>
/// <param name="world">The simulation.</param>
/// <param name="api">The account's calls.</param>
/// <param name="weather">What goes wrong.</param>
/// <param name="trace">Is told.</param>
internal sealed class AccountDoor(World world, Api api, Weather weather, Action<string> trace)
{
    readonly List<Received> _received = [];

    /// <summary>The calls that came, in order.</summary>
    public IReadOnlyList<Received> Received => _received;

    /// <summary>Is told of each call before anything else; the process may end with it.</summary>
    public Action<Received>? Came { get; set; }

    /// <summary>Changes what is heard of a call, and what is read of an answer; null for nothing.</summary>
    public (Func<Received, Hearing, Hearing>? Hears, Func<Received, Answer, Answer>? Reads) Ears { get; set; }

    /// <summary>The way of a process to the account.</summary>
    public HttpMessageHandler LineOf(Life life) => new Line(this, life);

    Task<HttpResponseMessage> Receive(HttpRequestMessage request, Life life, CancellationToken cancellationToken)
    {
        var told = new TaskCompletionSource<HttpResponseMessage>(); // Set outside of all work: what waits for it goes on in this thread.
        if (!life.IsAlive) return told.Task;
        var fate = weather.FateOfCall();
        if (fate.Heard == Hearing.NoConnection)
        {
            trace($"{life} calls {request.Method} {request.RequestUri!.PathAndQuery}: {fate.Name}");
            Tell(weather.Between(1, 300), () => told.TrySetException(new HttpRequestException(
                HttpRequestError.ConnectionError, "Connection refused")));
            return told.Task;
        }
        var call = new Received(_received.Count + 1, life.Number, world.Now, request) { Fate = fate };
        _received.Add(call);
        trace($"{life} calls {call}{(fate.Name.Length > 0 ? ": " : "")}{fate.Name}");
        Came?.Invoke(call);
        if (!life.IsAlive) return told.Task;
        var done = weather.Between(5, 900);
        if (fate.IsDone) world.In(done, null, () => Do(call));
        if (fate.IsTwice && call.Path is not ["notes"]) world.In(done + weather.Between(1, 1_500), null, () => api.Do(call));
        var heard = fate.Heard switch
        {
            Hearing.Nothing => TimeSpan.FromMinutes(10),
            Hearing.Late => TimeSpan.FromSeconds(50),
            Hearing.CutSoon => TimeSpan.FromMilliseconds(1),
            _ => done + weather.Between(1, 900),
        };
        Tell(heard, () => Answer(call, told));
        _ = cancellationToken.UnsafeRegister(_ => Tell(TimeSpan.Zero, () => told.TrySetCanceled(cancellationToken)), null);
        return told.Task;

        void Tell(TimeSpan after, Action tell) => world.In(after, life, tell);
    }

    void Do(Received call)
    {
        call.Answer = api.Do(call);
        call.DoneAt = world.Now;
        trace($"  the account did {call}: {call.Answer.Status}");
    }

    void Answer(Received call, TaskCompletionSource<HttpResponseMessage> told)
    {
        if (told.Task.IsCompleted) return; // The caller has hung up.
        call.HeardAt = world.Now;
        switch (Ears.Hears?.Invoke(call, call.Fate.Heard) ?? call.Fate.Heard)
        {
            case Hearing.Cut or Hearing.CutSoon or Hearing.Nothing:
                told.TrySetException(new HttpRequestException(HttpRequestError.ResponseEnded, "The line broke"));
                return;
            case Hearing.NoConnection:
                told.TrySetException(new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused"));
                return;
            case Hearing.TooMany:
                Say(new Answer(429, [], "application/json") { RetryAfter = Fate.AskedWait });
                return;
            case Hearing.TooManyUntold:
                Say(new Answer(429, [], "application/json"));
                return;
            case Hearing.Page:
                Say(Account.Answer.Page(call.Fate.Status));
                return;
            case Hearing.Half:
                Say(call.Answer! with { Body = call.Answer.Body[..(call.Answer.Body.Length / 2)] });
                return;
            default:
                Say(call.Answer!);
                return;
        }

        void Say(Answer answer) => told.TrySetResult((Ears.Reads?.Invoke(call, answer) ?? answer).ToMessage());
    }

    sealed class Line(AccountDoor door, Life life) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            door.Receive(request, life, cancellationToken);
    }
}
