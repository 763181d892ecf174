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
        var heard = fate.Heard switch
        {
            Hearing.Nothing => TimeSpan.FromMinutes(10),
            Hearing.Late => TimeSpan.FromSeconds(50),
            Hearing.CutSoon => TimeSpan.FromMilliseconds(1),
            _ => done + weather.Between(1, 900),
        };
        Tell(heard, () => Answer(call, told));
        var cutOff = cancellationToken.UnsafeRegister(_ => Tell(TimeSpan.Zero, () => told.TrySetCanceled(cancellationToken)), null);
        return told.Task;

        void Tell(TimeSpan after, Action tell) => world.In(after, life, tell);
    }

    void Do(Received call)
    {
        call.Answer = api.Do(call);
        call.DoneAt = world.Now;
        trace($"  the account did {call}: {call.Answer.Status}");
    }

    static void Answer(Received call, TaskCompletionSource<HttpResponseMessage> told)
    {
        switch (call.Fate.Heard)
        {
            case Hearing.Cut or Hearing.CutSoon or Hearing.Nothing:
                told.TrySetException(new HttpRequestException(HttpRequestError.ResponseEnded, "The line broke"));
                return;
            case Hearing.TooMany:
                told.TrySetResult(new Answer(429, [], "application/json") { RetryAfter = 2 }.ToMessage());
                return;
            case Hearing.TooManyUntold:
                told.TrySetResult(new Answer(429, [], "application/json").ToMessage());
                return;
            case Hearing.Page:
                told.TrySetResult(Account.Answer.Page(call.Fate.Status).ToMessage());
                return;
            case Hearing.Half:
                told.TrySetResult((call.Answer! with { Body = call.Answer.Body[..(call.Answer.Body.Length / 2)] }).ToMessage());
                return;
            default:
                told.TrySetResult(call.Answer!.ToMessage());
                return;
        }
    }

    sealed class Line(AccountDoor door, Life life) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            door.Receive(request, life, cancellationToken);
    }
}
