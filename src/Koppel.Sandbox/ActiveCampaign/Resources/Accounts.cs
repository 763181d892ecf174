using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Resources;

/// <summary><c>/accounts</c>: companies. A repeated <c>POST</c> is refused, or, where names may repeat, makes another account.</summary>
sealed class Accounts(SandboxState state, AccountWriter rows, SandboxOptions options)
{
    AccountSet Set => state.Store.Accounts;

    public Answer List(ApiCall call)
    {
        if (options.LargeLimitAnswer == 422 && Page.IsTooLarge(call.Query)) return Errors.Parameter(422, "limit", "A page holds at most 100 rows.");
        var search = call.Query.Text("search");
        var found = search is null ? Set.Rows.All.ToArray() : [.. Set.Rows.All.ToArray().Where(account => account.Name.Contains(search, StringComparison.OrdinalIgnoreCase))];
        var counts = call.Query.Text("count_deals") is "true" or "1";
        return Answer.Of(200, json =>
        {
            json.Name("accounts"u8).BeginArray();
            foreach (var account in Page.Of(call.Query).Cut<Account>(found)) rows.InList(json, account, counts);
            json.EndArray().Name("meta"u8).BeginObject().Name("total"u8).Text(found.Length).EndObject();
        });
    }

    public Answer One(ApiCall call) => Set.Rows.Find(call.Id) is { } account
        ? Answer.Of(200, json => rows.Alone(json.Name("account"u8), account))
        : NotFound(call);

    public Answer Create(ApiCall call)
    {
        var sent = AccountFields.Of(call.Body);
        if (sent.Name.Text() is not { } name || string.IsNullOrWhiteSpace(name)) return NoName();
        if (IsTaken(name, null)) return Duplicate(name);
        var account = Set.Add(name, state.Now);
        sent.Apply(account, state.Now);
        return Answer.Of(201, json => rows.Created(json.Name("account"u8), account, sent));
    }

    public Answer Update(ApiCall call)
    {
        if (Set.Rows.Find(call.Id) is not { } account) return NotFound(call);
        var sent = AccountFields.Of(call.Body);
        if (sent.Name is not null)
        {
            var name = sent.Name.Text() ?? "";
            if (string.IsNullOrWhiteSpace(name)) return NoName();
            if (IsTaken(name, account)) return Duplicate(name);
            Set.Rename(account, name);
        }

        sent.Apply(account, state.Now);
        return Answer.Of(200, json => rows.Alone(json.Name("account"u8), account, sent));
    }

    public Answer Delete(ApiCall call)
    {
        if (Set.Rows.Find(call.Id) is not { } account) return NotFound(call);
        Set.Remove(account);
        return Answer.Deleted();
    }

    /// <summary>Deletes those that are there of many; the reference spells the parameter <c>[]ids</c>.</summary>
    public Answer DeleteMany(ApiCall call)
    {
        if ((call.Query.Numbers("ids") ?? call.Query.Numbers("[]ids")) is not { } ids) return Answer.Text(400, "{}");
        foreach (var account in ids.Distinct().Select(Set.Rows.Find).OfType<Account>()) Set.Remove(account);
        return Answer.Of(200, json => json.Name("meta"u8).BeginObject().Name("success"u8).Bool(true).EndObject());
    }

    bool IsTaken(string name, Account? self) => !options.AccountsMayRepeat && Set.Of(name) is { } other && other != self;

    static Answer NoName() => Errors.Attribute("The account name was not provided.", "field_missing", "name");

    static Answer Duplicate(string name) => Errors.Attribute($"An account named \"{name}\" already exists. Please choose a new name.", "duplicate", "name");

    static Answer NotFound(ApiCall call) => Errors.NotFound("CustomerAccount", call.Id);
}
