namespace Koppel.Cli.Demo;

/// <summary>The SQL that the demonstration runs; <see cref="Stage"/> and <see cref="Load"/> are shown as they are.</summary>
static class DemoStatements
{
    /// <summary>Brings the workbook's rows into the session.</summary>
    public const string Stage = """
        create or replace table contacttags_other_system@inmemorystorage
        as
        select email
        ,      tag
        from   Sheet@crm;
        """;

    /// <summary>The load.</summary>
    public const string Load = """
        insert into ContactTagsByContactId@ac
        ( contact
        , tag
        )
        select ctt.id
        ,      tag.id
        from   contacttags_other_system@inmemorystorage ctg
        join   contacts@ac ctt
        on     ctt.email = ctg.email
        join   tags@ac tag
        on     tag.tag = ctg.tag
        """;

    /// <summary>Contacts for the workbook, John first.</summary>
    public const string SomeContacts = """
        select email from contacts@ac order by email <> 'john.doe@acme.com', id limit 11
        """;

    /// <summary>Tags for the workbook, John's first.</summary>
    public const string SomeTags = """
        select tag from tags@ac order by tag <> 'Test', id limit 4
        """;

    /// <summary>Keeps what the contacts' tags were.</summary>
    public const string Before = $"create table before@inmemorystorage as {ContactsWithTags}";

    /// <summary>What the contacts' tags were and are.</summary>
    public const string BeforeAndAfter = $"""
        select now.email, coalesce(old.tags, '') as before, coalesce(now.tags, '') as after
        from   ({ContactsWithTags}) now
        join   before@inmemorystorage old on old.email = now.email
        order  by now.email
        """;

    const string ContactsWithTags = """
        select c.email, string_agg(t.tag, ', ' order by t.tag) as tags
        from   contacts@ac c
        left join contactTags@ac ct on ct.contact = c.id
        left join tags@ac t on t.id = ct.tag
        where  c.email in (select email from contacttags_other_system@inmemorystorage)
        group  by c.email
        """;
}
