using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Imports;

/// <summary><c>/import/bulk_import</c> and <c>/import/info</c>: batches that are checked at once and done later.</summary>
internal sealed class ImportCalls(SandboxState state, SandboxOptions options)
{
    const int MostContacts = 250;
    const int MostBytes = 399_999;

    /// <summary>The call that queues a batch.</summary>
    public const string QueueRoute = "POST /api/3/import/bulk_import";

    public static IEnumerable<Route> Routes(ResourceSet set)
    {
        var imports = new ImportCalls(set.State, set.Options);
        return
        [
            new("POST", "import/bulk_import", imports.Queue),
            new("GET", "import/bulk_import", imports.Progress),
            new("GET", "import/info", imports.Info),
        ];
    }

    Answer Queue(ApiCall call)
    {
        // JSON under the content type of a page: so it was recorded, and clients must live with it.
        var answer = Check(call);
        return answer with { ContentType = "text/html; charset=UTF-8" };
    }

    /// <summary>How much is under way and how much was done lately, by day.</summary>
    Answer Progress(ApiCall call) => Answer.Of(200, json =>
    {
        Days(json.Name("outstanding"u8), state.Store.Imports.Batches.Where(batch => !batch.IsDone));
        Days(json.Name("recentlyCompleted"u8), state.Store.Imports.Batches.Where(batch => batch.IsDone));
    });

    Answer Info(ApiCall call)
    {
        if (call.Query.Text("batchId") is not { } id)
            return Answer.Of(400, json => json.Name("success"u8).Number(0).Name("message"u8).Text("'batchId' is a required field."));
        var batch = Guid.TryParse(id, out var guid) ? state.Store.Imports.Find(guid) : null;
        return Answer.Of(200, json =>
        {
            // An unknown batch looks like one that was queued a moment ago.
            var status = batch is null ? null : state.Store.Imports.StatusOf(batch);
            if (status is null) json.Name("status"u8).Bool(false);
            else json.Name("status"u8).Text(status);
            json.Name("success"u8).BeginArray();
            foreach (var contact in Succeeded(batch)) json.Text(contact);
            json.EndArray().Name("failure"u8).BeginArray();
            foreach (var email in batch?.Failed ?? []) json.Text(email);
            json.EndArray();
        });
    }

    Answer Check(ApiCall call)
    {
        if (call.BodyBytes > MostBytes) return Refuse("The body must be under 400,000 bytes.");
        if (call.Body is null) return Refuse("Invalid or unparsable json");
        var read = ImportReader.Read(call.Body, options.ExcludeAutomations);
        var single = read.Count == 1;
        var limit = single ? state.Store.Imports.SingleLimit : state.Store.Imports.ManyLimit;
        if (!limit.TryTake(state.Elapsed)) return TooMany(limit.Limit);
        if (read.Count == 0) return Refuse("Field 'contacts' not found");
        if (read.Count > MostContacts) return Refuse($"At most {MostContacts} contacts may be sent in one import.");
        if (read.Faults.Count > 0) return Refuse(read.Faults);
        var batch = state.Store.Imports.Add(read.Rows, call.WorkFault);
        return Answer.Of(200, json => json
            .Name("success"u8).Number(1).Name("queued_contacts"u8).Number(batch.Size)
            .Name("batchId"u8).Text(batch.Id.ToString()).Name("message"u8).Text("Contact import queued"));
    }

    IEnumerable<int> Succeeded(ImportBatch? batch) =>
        batch is null ? [] : options.ImportSuccess == ImportSuccess.All ? batch.Created.Concat(batch.Updated).Order() : batch.Created;

    static void Days(PhpJson json, IEnumerable<ImportBatch> batches)
    {
        json.BeginArray();
        foreach (var day in batches.GroupBy(batch => CentralTime.Day(batch.Queued)).OrderBy(day => day.Key, StringComparer.Ordinal))
        {
            json.BeginObject().Name("forDate"u8).Text(day.Key).Name("batches"u8).Text(day.Count());
            json.Name("contacts"u8).Text(day.Sum(batch => batch.Size)).EndObject();
        }

        json.EndArray();
    }

    Answer TooMany(int limit)
    {
        state.Throttle();
        return Refused("Rate limit exceeded.", json => json.Text(limit == 100
            ? "Up to 100 imports may be requested per minute.Please batch contacts into larger requests, or retry this request in a minute."
            : "Up to 20 imports of one contact may be requested per minute.Please batch contacts into larger requests, or retry this "
                + "request in a minute."));
    }

    static Answer Refuse(string reason) => Refused(Invalid, json => json.Text(reason));

    static Answer Refuse(IReadOnlyList<(int Contact, string Reason)> faults) => Refused(Invalid, json =>
    {
        foreach (var (contact, reason) in faults)
            json.BeginObject().Name("contact"u8).Number(contact).Name("failureReason"u8).Text(reason).EndObject();
    });

    const string Invalid =
        "JSON payload did not pass validation. Please fix failureReasons and retry. The import was not queued for processing.";

    static Answer Refused(string message, Action<PhpJson> reasons) => Answer.Of(400, json =>
    {
        json.Name("success"u8).Number(0).Name("message"u8).Text(message).Name("failureReasons"u8).BeginArray();
        reasons(json);
        json.EndArray();
    });
}
