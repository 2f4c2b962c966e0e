PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE entry (
  id        integer primary key,
  recorded  text not null constraint recorded_is_utc check (recorded like '____-__-__T__:__:__Z'),
  actor     text not null,
  command   text not null,
  note      text,
  digest    text not null constraint digest_is_sha256 check (length(digest) = 64)
) strict;
INSERT INTO entry VALUES(1,'2026-11-27T19:14:00Z','ann','init',NULL,'63257c6becb75ae2faef1cc84448a4bcf50bed6229c4551583605580e1c07f0c');
INSERT INTO entry VALUES(2,'2026-11-27T19:14:00Z','ann','--quiet apply ''Acme Cloud'' --id acme --kind saas --category Security --external-id crm-1',NULL,'915c7f0c754f03de669a0baffd284a3651cb71c62fd24ec1081e7df48e85d45e');
INSERT INTO entry VALUES(3,'2026-11-27T19:14:00Z','ann','--quiet review acme --alias ACME --admit --met value-proposition --met function --met density --met fee-structure --met compatibility --met maturity --met good-standing --met supplemental-terms --met integration-strategy',NULL,'8ae7ea0941a4f2968fd1949e1969af473eb2ac49339dbc24bb5576c9a757c9a5');
INSERT INTO entry VALUES(4,'2026-11-27T19:14:00Z','ann','--quiet checklist acme --met ''portal-access=made by Jo'' --met ''mpa=A. Lee, version 3''',NULL,'f9b04488e355ae8885df4e50eea26bfb8e26dda4e2c5ac135b706d487b34bc05');
INSERT INTO entry VALUES(5,'2026-11-27T19:14:00Z','ann','--quiet people acme --contact … --contact …',NULL,'338f6e0036968bc36fe0ae9587aa63cc55117e481d5f3422413e89760813fef0');
INSERT INTO entry VALUES(6,'2026-11-27T19:14:00Z','ann','--quiet certify acme --grant --met as-advertised --met documentation --met seamless-integration --met business-value --met kb-public --evidence kb-public=https://kb.example/public --met kb-internal --evidence kb-internal=https://kb.example/internal --met test-account --met integrator-validation',NULL,'94916f9c298aa6f336e43a10a28716251d38f00b085ec0e20ef652d1c01c404e');
INSERT INTO entry VALUES(7,'2026-11-27T19:14:00Z','ann','--quiet people acme --forget business',NULL,'01fc9da630736036c75102f06d1b9fcca5ea7f48db82269988d3e9c08e34a7b3');
INSERT INTO entry VALUES(8,'2026-11-27T19:14:00Z','ann','--quiet product add acme ''Acme Shield'' --category Security --short ''Watches machines'' --feature Alerts',NULL,'01d4517d3ca265821023f9c34c5813a4c759509683be5e3bba8ce15c4b76064c');
INSERT INTO entry VALUES(9,'2026-11-27T19:14:00Z','ann','--quiet award-points acme press-release --planned --due 2015-05-01 --for ''Jo Park''',NULL,'1acc2099dfcb68f8df9620bc6c54638967cda841ee68ccf0e554a8e104269d38');
INSERT INTO entry VALUES(10,'2026-11-27T19:14:00Z','ann','--quiet request acme support-enterprise --ref Q-7',NULL,'5c778325abfa33a5158a53163e319b22ecf631672191e5832e16bd6f6523b6f7');
INSERT INTO entry VALUES(11,'2026-11-27T19:14:00Z','ann','--quiet request acme --done 10.1 --fee 1200',NULL,'13940c22135a4ea54c39a06b44f512f8dc03de35019be9e9074fc84e588eec59');
INSERT INTO entry VALUES(12,'2026-11-27T19:14:00Z','ann','--quiet renew acme --evaluate --by provider --finding ''three new customers'' --value yes',NULL,'e2408f6afc2b93cf5699cd3592ac7bc8a7e9a61fe4f9d67156e1c821ff9f1625');
INSERT INTO entry VALUES(13,'2026-11-27T19:14:00Z','ann','--quiet award-points acme tutorial-video --on 2015-04-01',NULL,'c54ece5b6f109887052dc7764ff50721bca4bb05955f05460303ef10eb3be3c6');
INSERT INTO entry VALUES(14,'2026-11-27T19:14:00Z','ann','--quiet award-points acme --reverse 13 --reason ''shown to nobody''',NULL,'78f003e84db4f9dd286dbe1db22eefee00162e72ab7524546ca7c4801be78559');
INSERT INTO entry VALUES(15,'2026-11-27T19:14:00Z','ann','--quiet award-points acme tutorial-video --on 2015-07-01',NULL,'c501fab0a53ef4e7efde5c7539e571d46963a6cf177c63c1bce1133d8206096d');
INSERT INTO entry VALUES(16,'2026-11-27T19:14:00Z','ann','--quiet award-points acme customer-deployment --ref D-1 --on 2015-04-15',NULL,'5f921061fbd9ac0a34ee70a3a57200f45e4416a979bf7738b5f17d801d0ddd14');
INSERT INTO entry VALUES(17,'2026-11-27T19:14:00Z','ann','--quiet award-points acme --reverse 16 --reason ''was a trial''',NULL,'966220e57a855565e696e49f960c61fd1ad7b138ff063e5575807162234c815e');
INSERT INTO entry VALUES(18,'2026-11-27T19:14:00Z','ann','--quiet award-points acme customer-deployment --ref D-1 --on 2015-07-01',NULL,'b183ed86ef22c01e0234dac18f21c9fb0768fbb4f9a0854f0458ad35256a76b2');
INSERT INTO entry VALUES(19,'2026-11-27T19:14:00Z','ann','--quiet award-points acme provider-of-the-quarter --on 2015-04-10',NULL,'b596ac46e218e8681ba957c5a3837e95fa3ba6ee93f786a68a166d031781520b');
INSERT INTO entry VALUES(20,'2026-11-27T19:14:00Z','ann','--quiet award-points acme --reverse 19 --reason ''of another partner'' --on 2015-06-15',NULL,'4f1324912b545660bea5a51a28824c8bf476d81ebe4ce9400bacebf593ba37f7');
INSERT INTO entry VALUES(21,'2026-11-27T19:14:00Z','ann','--quiet award-points acme provider-of-the-quarter --on 2015-06-20',NULL,'fd7105b6af512ac0b4a5baddfc9c89848bb25df681815704850d7357b0460ced');
INSERT INTO entry VALUES(22,'2026-11-27T19:14:00Z','ann','--quiet deployments record acme acme-shield --ref D-2 --on 2015-04-02',NULL,'58ac7b76216a6f4cf907c9c3e58e0caa4e132a8ddade12e89ed02fa8ad5bc605');
INSERT INTO entry VALUES(23,'2026-11-27T19:14:00Z','ann','--quiet deployments record acme acme-shield --ref D-2 --error ''rolled back'' --on 2015-04-02 --on-duplicate update',NULL,'b5ba2781e83eb0bdce635236e810e6e5acb489a656309ab0cea190f271a985e8');
INSERT INTO entry VALUES(24,'2026-11-27T19:14:00Z','ann','--quiet deployments record acme acme-shield --ref D-2 --outcome success --on 2015-04-02 --on-duplicate update',NULL,'4a8c0118216b60c85bd502563403c0eb8a9fe444030a1e3495f47e990cf1d88c');
INSERT INTO entry VALUES(25,'2026-11-27T19:14:00Z','ann','--quiet deployments record acme acme-shield --ref D-2 --error ''rolled back'' --on 2015-04-02 --on-duplicate update',NULL,'245297bf518aec7e7727fb0393b49a28242624300d9adee4ebea6b55f796df12');
INSERT INTO entry VALUES(26,'2026-11-27T19:14:00Z','ann','--quiet deployments record acme acme-shield --ref D-2 --outcome success --on 2015-04-02 --on-duplicate update',NULL,'b5ebf24e8e6875f64707406ec9313c14a95c8ed6b5defe984d70a437140937c7');
INSERT INTO entry VALUES(27,'2026-11-27T19:14:00Z','ann','--quiet award-points --from awards.csv',NULL,'7ecf465b842efa5aa1031130ed6b8b638af1de5712991bc994a77e22dae6d655');
INSERT INTO entry VALUES(28,'2026-11-27T19:14:00Z','ann','--quiet credits acme --use 2015-04 2500',NULL,'63537d8aeaa2147ba6812cfe9776af0fd9a0d9a4663dee080e87b6dc9c5c1cc7');
INSERT INTO entry VALUES(29,'2026-11-27T19:14:00Z','ann','--quiet standing acme --bad ''unpaid bill''',NULL,'d6c175843e37d6d0cf295b9b6d4d65877fa3e7329b87b1a8794f3b00ba23dda9');
INSERT INTO entry VALUES(30,'2026-11-27T19:14:00Z','ann','--quiet standing acme --good',NULL,'84dcc64aa2146f13fa1324562e434a05dcdc5496560628bcd3d8ba326e3043e0');
INSERT INTO entry VALUES(31,'2026-11-27T19:14:00Z','ann','--quiet renew acme --object ''no value'' --by provider',NULL,'769bcc5d68e0ba766bdb5003a71d553475547eb6743ec87388d9213d52c5abac');
INSERT INTO entry VALUES(32,'2026-11-27T19:14:00Z','ann','--quiet renew acme --confirm ''talked it over''',NULL,'d49437a50270ee8d7c9d8cc9fa78aa977e1c03560b6b9a36b2ca26f2ea4460a0');
INSERT INTO entry VALUES(33,'2026-11-27T19:14:00Z','ann','--quiet adopt --from adopted.csv',NULL,'34675cb241418948a99ab32af9666a5a6b2591c2628ee96fffc5b05a679dbd0f');
INSERT INTO entry VALUES(34,'2026-11-27T19:14:00Z','ann','--quiet award-points bolt press-release --on 2017-04-10',NULL,'166886456a4f5c60554d744860f72546dc7a2a9f775552e2b6963d358f8ab650');
INSERT INTO entry VALUES(35,'2026-11-27T19:14:00Z','ann','--quiet undo',NULL,'93d92418fe1001b1ea7d10515d8bb831f1b00b9c93e85328dafc33b48027605f');
INSERT INTO entry VALUES(36,'2026-11-27T19:14:00Z','ann','--quiet award-points bolt press-release --on 2017-04-20',NULL,'025bb8fb9537fbb74d6a11cd2c2d674bcff7780a69360d9655598f68a4674942');
INSERT INTO entry VALUES(37,'2026-11-27T19:14:00Z','ann','--quiet standing bolt --bad ''no answer'' --on 2017-05-02',NULL,'62c37a89a5569b8bde59bb3daf4bffa6e4b2965d4f45322e50da1d40fb4d7160');
CREATE TABLE reading (
  number      integer primary key constraint reading_counts check (number > 0),
  from_entry  integer not null constraint reading_is_from_an_entry check (from_entry > 0)
) strict;
INSERT INTO reading VALUES(2,1);
CREATE TABLE void (
  entry   integer not null references entry (id) deferrable initially deferred,
  n       integer not null,
  voided  integer not null unique references entry (id),
  primary key (entry, n),
  constraint voids_an_earlier_entry check (voided < entry)
) strict, without rowid;
INSERT INTO void VALUES(35,1,34);
CREATE TABLE program (
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint program_on_is_a_day check (on_day like '____-__-__'),
  version  integer not null,
  rules    text not null,
  primary key (entry, n)
) strict, without rowid;
INSERT INTO program VALUES(1,1,'0001-01-01',1,replace('# The rules of the partner program\n#\n# Everything the tool knows about the program is in this file: what a partner must do at each\n# step, what earns how many points, and what each tier gives. Change a value, then try it:\n#\n#   mpp program check FILE       finds every error in the file and shows where it is\n#   mpp init --program FILE      makes a book with it\n#\n# How to read it\n#   - What follows a # is a comment for people. The tool does not read it.\n#   - A name in [brackets] opens a section; a name in [[double brackets]] opens one more entry of a\n#     list. To add an entry copy one whole, to drop it delete it whole. The order of the entries is\n#     the order in which they are shown; the tiers must stand lowest first.\n#   - Text is written in "quotes", a list in ["square", "brackets"]. Numbers have no quotes, no\n#     thousands separators and no fractions. Yes and no are written true and false.\n#   - An `id` is what people type in commands: small letters a to z, digits and single hyphens.\n#     Scripts and the book rely on ids. So change a name or a text whenever you like, but keep an\n#     id: to the tool another id is another thing.\n#   - A line that is described as optional can be left out. Do not leave a list empty; leave it out.\n#\n# Points are kept as they were granted. A new price counts for new awards only.\n\n\n[program]\n# The name in headings and reports.\nname = "Lumen Marketplace Provider Program"\n# The documents these rules come from, for reference.\nsources = [\n    "Lumen Marketplace Provider Program Guide, kb/1380, updated 2015-03-31",\n    "Marketplace Onboarding Checklist, 2019-01-01",\n    "Marketplace Onboarding Resources, 2017-12-07",\n]\n\n\n# ---------------------------------------------------------------------------------------------\n# Kinds of solution\n#\n# A partner brings one kind. Checklist items can be limited to some of them (`kinds`, below).\n\n[[kind]]\nid = "saas"\ntext = "SaaS-oriented connection"\n\n[[kind]]\nid = "software"\ntext = "Software-based solution"\n\n\n# ---------------------------------------------------------------------------------------------\n# Applications: what a company may say of itself. Optional, and each of its lines too.\n\n[application]\n# How a company may have come to the program. Left out: any word.\nvia = ["web", "mail", "referral"]\n# The categories that companies and their products may be listed under. Left out: any.\n# categories = ["Networking", "Security", "Storage"]\n\n\n# ---------------------------------------------------------------------------------------------\n# Candidates: admitted, but not yet certified\n\n[candidate]\n# Calendar months to get certified, counted from the day of admission. Then the candidate is\n# overdue: somebody must extend the window or let the candidate lapse. 1 to 1200.\nwindow_months = 3\n# Integration credit a month, in whole US dollars.\ncredit_usd = 2000\n# What a candidate is given. Shown to people; the tool draws no conclusions from it. Optional.\nbenefits = [\n    "Access to the Cloud Ecosystem Integration Team to develop an integration plan",\n    "Lumen Cloud Integration Engineers, on a limited basis, for detailed technology questions and roadmap exploration",\n    "A fully functioning, production cloud environment",\n    "Monthly integration credit for automation testing",\n]\n\n[term]\n# Months that a certification holds before it is evaluated and renewed. 1 to 1200.\nmonths = 12\n\n\n# ---------------------------------------------------------------------------------------------\n# Steps: what must be true before a partner or a product moves on\n#\n#   text            the rule in words, shown with the step\n#   checklists      lists that must be settled, each item in the way its own `needs` asks. Optional.\n#   items           single items of other lists that must be settled too. Optional.\n#   team            roles of the team (see People) that somebody must have for the partner. Optional.\n#   good_standing   true: refused while the partner is not in good standing. Left out: false.\n\n# An applicant becomes a candidate.\n[step.admit]\ntext = "The application has been considered, the supplemental terms are accepted and the integration strategy is validated"\nchecklists = ["application"]\nitems = ["cloud-account", "supplemental-terms", "integration-strategy"]\ngood_standing = true\n\n# A candidate becomes a Certified Provider.\n[step.certify]\ntext = "The solution delivers business value and trouble-free use"\nchecklists = ["certification"]\n# team = ["integrator"]\ngood_standing = true\n\n# A product is listed in the directory, if it is a Certified Provider''s. Its checklists and items\n# are those of products.\n[step.publish]\ntext = "Products are published once the technical and billing integration is completed, tested and approved"\nchecklists = ["publication"]\n\n\n# ---------------------------------------------------------------------------------------------\n# Products: what the content of one must hold before it is complete\n#\n#   required          the fields, besides the display name: "version", "kind", "categories", "short" (the\n#                     short description), "full" (the full one), "features", "eula", "support", "pricing",\n#                     "demo", "evidence". Left out: categories, short and features.\n#   short_characters  the longest short description, 1 to 4000. Left out: 100.\n\n# Optional, and each of its lines too.\n[product]\nrequired = ["categories", "short", "features"]\nshort_characters = 100\n\n\n# ---------------------------------------------------------------------------------------------\n# Checklists\n#\n# [[checklist]] opens a list:\n#   id, name   what commands call it, and what people do\n#   of         what each copy of the list belongs to:\n#                "participation"  a partner, from one application to its end\n#                "product"        a product of a partner\n#                "term"           a year of a Certified Provider: each term begins with a fresh copy\n#   from       the stage from which it can be filled in: "applicant", "candidate" or "certified"\n#\n# [[checklist.item]] adds an item to the list above it:\n#   id, text       no two items of partners may share an id, nor two items of products or of terms\n#   party          who does it: "provider", "marketplace", "integrator" or "both" (the provider\n#                  together with the marketplace)\n#   needs          what settles it. Left out: "met".\n#                    "met"            it is met\n#                    "met-or-waived"  it is met, or waived with a reason\n#                    "considered"     any verdict will do\n#   Optional, all of them:\n#   kinds          the kinds of solution it applies to. Left out: all.\n#   waits_for      items that must be settled first. One that does not apply to the partner''s kind\n#                  is ignored.\n#   evidence       true: it can only be met with a URL as evidence\n#   fulfilled_by   a fact that meets it without a verdict: "account-alias" (the alias is on\n#                  record), "product-content" (the content of a product is complete) or\n#                  "publication-request" (publication of a product was requested)\n#   same_as        for items of products: the item of the partner''s own checklists whose verdict is this\n#                  one''s too\n#   asks           what the note of its verdict should say, shown while it does not\n#   contact        a contact role (see People) that must be filled before it can be met\n#   shows_density  true: the review shows next to it how many others serve the same category\n#   guide          where the guide for it is\n\n[[checklist]]\nid = "application"\nname = "Application"\nof = "participation"\nfrom = "applicant"\n\n[[checklist.item]]\nid = "value-proposition"\ntext = "The value proposition and/or financial benefit the feature provides to clients"\nparty = "marketplace"\nneeds = "considered"\n\n[[checklist.item]]\nid = "function"\ntext = "The function that will be provided relative to the existing and/or planned features in the Lumen Cloud platform"\nparty = "marketplace"\nneeds = "considered"\n\n[[checklist.item]]\nid = "density"\ntext = "The density of other Marketplace Providers already providing similar capability"\nparty = "marketplace"\nneeds = "considered"\nshows_density = true\n\n[[checklist.item]]\nid = "fee-structure"\ntext = "The fee structure and pricing model for the function or feature"\nparty = "marketplace"\nneeds = "considered"\n\n[[checklist.item]]\nid = "compatibility"\ntext = "High-level compatibility with the Lumen Cloud automation framework"\nparty = "marketplace"\nneeds = "considered"\n\n[[checklist.item]]\nid = "maturity"\ntext = "Maturity and performance of the product and company"\nparty = "marketplace"\nneeds = "considered"\n\n[[checklist.item]]\nid = "good-standing"\ntext = "Being a Lumen Cloud customer in good standing"\nparty = "marketplace"\nneeds = "met"\n\n\n[[checklist]]\nid = "onboarding"\nname = "Onboarding"\nof = "participation"\nfrom = "applicant"\n\n[[checklist.item]]\nid = "cloud-account"\ntext = "Create a Lumen Cloud account and give its alias to the Marketplace representative"\nparty = "provider"\nfulfilled_by = "account-alias"\nguide = "https://www.ctl.io/free-trial/"\n\n[[checklist.item]]\nid = "portal-access"\ntext = "Provider Portal access: the Marketplace representative creates the account once the alias is known"\nparty = "marketplace"\nwaits_for = ["cloud-account"]\nasks = "who created the account"\nguide = "https://provider-portal.ctl.io"\n\n[[checklist.item]]\nid = "mpa"\ntext = "Accept the Marketplace Provider Agreement by click-through in the Provider Portal"\nparty = "provider"\nwaits_for = ["portal-access"]\nasks = "which representative accepted it, and which version"\nguide = "https://www.ctl.io/legal/marketplace/"\n\n[[checklist.item]]\nid = "product-content"\ntext = "Create the public facing content of the product in the Provider Portal"\nparty = "provider"\nwaits_for = ["portal-access"]\nfulfilled_by = "product-content"\nguide = "https://provider-portal.staging.ctl.io/#/login"\n\n[[checklist.item]]\nid = "publish-request"\ntext = "Request that the product be published, once its content has been completed"\nparty = "provider"\nwaits_for = ["product-content"]\nfulfilled_by = "publication-request"\n\n[[checklist.item]]\nid = "supplemental-terms"\ntext = "Accept the Marketplace Provider Program Supplemental Terms, as a customer of Lumen Cloud"\nparty = "provider"\nwaits_for = ["cloud-account"]\n\n[[checklist.item]]\nid = "integration-strategy"\ntext = "Engage with the Ecosystem team and validate an integration strategy"\nparty = "both"\n\n\n# What the marketplace does once a candidate is admitted. No step asks for it.\n[[checklist]]\nid = "candidacy"\nname = "Candidacy"\nof = "participation"\nfrom = "candidate"\n\n[[checklist.item]]\nid = "candidate-account"\ntext = "The customer''s account is configured as a Marketplace Provider Program Candidate"\nparty = "marketplace"\n\n\n[[checklist]]\nid = "certification"\nname = "Certification"\nof = "participation"\nfrom = "candidate"\n\n[[checklist.item]]\nid = "as-advertised"\ntext = "The solution performs as advertised and described in the application"\nparty = "integrator"\nneeds = "met-or-waived"\n\n[[checklist.item]]\nid = "documentation"\ntext = "The user guides and applicable documentation are simple to follow, accurate and publishable to the Lumen Cloud Knowledge Base"\nparty = "integrator"\nneeds = "met-or-waived"\n\n[[checklist.item]]\nid = "seamless-integration"\ntext = "The solution integrates seamlessly with the Lumen Cloud automation framework, with low time-to-value in a self-service model"\nparty = "integrator"\nneeds = "met-or-waived"\n\n[[checklist.item]]\nid = "business-value"\ntext = "The solution delivers the business value outlined in the application"\nparty = "integrator"\nneeds = "met-or-waived"\n\n[[checklist.item]]\nid = "kb-public"\ntext = "Public Knowledge Base article: guides end-users step by step through deploying the technology upon Lumen Cloud"\nparty = "provider"\nevidence = true\n\n[[checklist.item]]\nid = "kb-internal"\ntext = "Internal Knowledge Base article: what Lumen Cloud Support must know, with contact information for the Partner support organization"\nparty = "provider"\nevidence = true\ncontact = "support"\n\n[[checklist.item]]\nid = "test-account"\ntext = "A testing account is provided to the assigned Lumen Cloud Ecosystem integrator"\nparty = "provider"\nkinds = ["saas"]\n\n[[checklist.item]]\nid = "blueprint-copy"\ntext = "A copy of the software is loaded into the Blueprint Engine"\nparty = "provider"\nkinds = ["software"]\n\n[[checklist.item]]\nid = "integrator-validation"\ntext = "The integrator built and validated all features from the provided documentation, without the need for support"\nparty = "integrator"\nwaits_for = ["kb-public", "kb-internal", "test-account", "blueprint-copy"]\n\n\n[[checklist]]\nid = "publication"\nname = "Publication"\nof = "product"\nfrom = "candidate"\n\n[[checklist.item]]\nid = "content"\ntext = "The product content has been completed"\nparty = "provider"\nfulfilled_by = "product-content"\n\n[[checklist.item]]\nid = "request"\ntext = "Publication of the product has been requested"\nparty = "provider"\nwaits_for = ["content"]\nfulfilled_by = "publication-request"\n\n[[checklist.item]]\nid = "technical-completed"\ntext = "The technical integration is completed"\nparty = "both"\n\n[[checklist.item]]\nid = "technical-tested"\ntext = "The technical integration is tested"\nparty = "marketplace"\n\n[[checklist.item]]\nid = "technical-approved"\ntext = "The technical integration is approved by a Marketplace team member"\nparty = "marketplace"\n\n[[checklist.item]]\nid = "billing-completed"\ntext = "The billing integration is completed"\nparty = "both"\n\n[[checklist.item]]\nid = "billing-tested"\ntext = "The billing integration is tested"\nparty = "marketplace"\n\n[[checklist.item]]\nid = "billing-approved"\ntext = "The billing integration is approved by a Marketplace team member"\nparty = "marketplace"\n\n[[checklist.item]]\nid = "mpa"\ntext = "The Marketplace Provider Agreement is approved"\nparty = "provider"\nsame_as = "mpa"\nguide = "https://www.ctl.io/legal/marketplace/"\n\n\n# What begins with the certification: "planning evangelism and communication efforts around the new successful\n# integration". No step asks for it.\n[[checklist]]\nid = "evangelism"\nname = "Evangelism"\nof = "participation"\nfrom = "certified"\n\n[[checklist.item]]\nid = "evangelism-plan"\ntext = "Evangelism and communication efforts around the new integration are planned"\nparty = "marketplace"\n\n[[checklist.item]]\nid = "announcement"\ntext = "The new integration is announced"\nparty = "marketplace"\nwaits_for = ["evangelism-plan"]\n\n[[checklist.item]]\nid = "showcase"\ntext = "A blog, a video walkthrough, or both are published under the “Ecosystem Showcase” feature, about the use case that the Partner identified"\nparty = "both"\nwaits_for = ["evangelism-plan"]\nasks = "the use case, and where its blog or video is"\n\n\n# What a Certified Provider does to remain one. No step asks for it; what is open is shown when the\n# term is evaluated. What is done upon request only needs a verdict, "not applicable" included.\n[[checklist]]\nid = "responsibilities"\nname = "Partnership responsibilities"\nof = "term"\nfrom = "certified"\n\n[[checklist.item]]\nid = "co-branded-collateral"\ntext = "Contribute co-branded marketing collateral for use by both sales organizations, within proper usage guidelines"\nparty = "provider"\n\n[[checklist.item]]\nid = "use-case"\ntext = "Identify a use case as the center-point of a content marketing strategy, for the “Ecosystem Showcase”"\nparty = "provider"\n\n[[checklist.item]]\nid = "sales-support"\ntext = "Provide sales and offer development support for solution development around the technology"\nparty = "provider"\n\n[[checklist.item]]\nid = "kb-updates"\ntext = "Update Knowledge Base articles as the product changes or as needed, with reasonable notice"\nparty = "provider"\n\n[[checklist.item]]\nid = "training-videos"\ntext = "Support the recording of training videos for Lumen’s customer base"\nparty = "provider"\n\n[[checklist.item]]\nid = "support-training"\ntext = "Upon request, provide supplementary technical training for the Lumen Cloud Support team"\nparty = "provider"\nneeds = "considered"\n\n[[checklist.item]]\nid = "sales-training"\ntext = "Upon request, provide supplementary technical training for the Lumen Cloud Sales and Solution Architecture team"\nparty = "provider"\nneeds = "considered"\n\n[[checklist.item]]\nid = "client-management"\ntext = "Be responsible for all aspects of client management; Lumen does not act on the Partner’s behalf"\nparty = "provider"\n\n[[checklist.item]]\nid = "round-the-clock-support"\ntext = "Provide 24x7 (email and telephone) customer support for the technology"\nparty = "provider"\n\n\n# ---------------------------------------------------------------------------------------------\n# Activities: what earns points\n#\n#   id, name             what commands call it, and what people do\n#   points               points it earns, 0 to 1000000000\n#   from                 when it can be earned: "candidate" (from admission on), or a tier''s id (at\n#                        that tier and every higher one)\n#   limit                how often it can be earned: "once" in a participation, once a calendar\n#                        "quarter", once a calendar "year", or "each" (once for every reference, such\n#                        as an order id, which is then required)\n#   Optional, all of them:\n#   points_at            other prices at some tiers; `points` holds at all others\n#   prerequisite_points  points a partner must have before it is awarded\n#   valid_months         months after which an award stops counting, 1 to 1200. Left out: never.\n#   given_by             the step that awards it by itself, at most one activity for each:\n#                        "admit", "certify", "success-manager" (one is assigned) or "deployment"\n#                        (a successful one is recorded, tests excluded)\n#   by_hand              whether people can award it too. Left out: true without given_by, else false.\n#   steps                the steps of the work on it, first to last. Left out: nobody records the work\n#   steps_required       true: it is awarded only once it is at its last step. Left out: false.\n\n[[activity]]\nid = "admission"\nname = "Admission to Cloud Marketplace Provider Program"\npoints = 25\nfrom = "candidate"\nlimit = "once"\ngiven_by = "admit"\n\n[[activity]]\nid = "certification"\nname = "Successful Technology Certification & Documentation"\npoints = 50\nfrom = "silver"\nlimit = "once"\ngiven_by = "certify"\n\n[[activity]]\nid = "press-release"\nname = "Press Release Approved and Issued"\npoints = 25\nfrom = "silver"\nlimit = "once"\nsteps = ["planned", "drafted", "approved", "issued"]\n\n[[activity]]\nid = "business-blog"\nname = "Ecosystem Showcase: Business Blog Publication"\npoints = 50\nfrom = "silver"\nlimit = "once"\nsteps = ["planned", "drafted", "published"]\n\n[[activity]]\nid = "tutorial-blog"\nname = "Ecosystem Showcase: Tech Tutorial Blog"\npoints = 50\nfrom = "silver"\nlimit = "once"\nsteps = ["planned", "drafted", "published"]\n\n[[activity]]\nid = "tutorial-video"\nname = "Ecosystem Showcase: Tech Tutorial Video"\npoints = 75\nfrom = "silver"\nlimit = "once"\nsteps = ["planned", "recorded", "published"]\n\n[[activity]]\nid = "cloudwalk-syllabus"\nname = "“CloudWalk” Lesson Syllabus Approved"\npoints = 50\nfrom = "silver"\nlimit = "once"\nsteps = ["planned", "drafted", "approved"]\n\n[[activity]]\nid = "success-manager"\nname = "Partner Success Manager Assigned"\npoints = 25\nfrom = "silver"\nlimit = "once"\ngiven_by = "success-manager"\n\n[[activity]]\nid = "brown-bag-training"\nname = "Brown-Bag Training for Field Engineers"\npoints = 50\nfrom = "silver"\nlimit = "once"\nprerequisite_points = 150\nsteps = ["planned", "scheduled", "held"]\n\n[[activity]]\nid = "release-notes"\nname = "Featured in Release Notes"\npoints = 25\nfrom = "silver"\nlimit = "once"\nsteps = ["planned"]\n\n[[activity]]\nid = "view-ezine"\nname = "Featured in VIEW, the Lumen user eZine"\npoints = 25\nfrom = "silver"\nlimit = "once"\nsteps = ["planned"]\n\n[[activity]]\nid = "provider-of-the-quarter"\nname = "Provider-of-the-Quarter Award"\npoints = 75\nfrom = "silver"\nlimit = "quarter"\n\n[[activity]]\nid = "cca-expo"\nname = "Exhibition at the Lumen Channel Alliance (CCA) Expo"\npoints = 50\nfrom = "silver"\nlimit = "once"\nsteps = ["planned"]\n\n# The Guide prices deployments at silver and gold; platinum keeps the price of gold.\n[[activity]]\nid = "customer-deployment"\nname = "Successful Customer Deployment"\npoints = 50\npoints_at = { gold = 75, platinum = 75 }\nfrom = "silver"\nlimit = "each"\ngiven_by = "deployment"\nby_hand = true\n\n[[activity]]\nid = "onboarding-quickstart"\nname = "Development of OnBoarding QuickStart offering"\npoints = 200\nfrom = "gold"\nlimit = "once"\nsteps = ["planned", "developed"]\n\n[[activity]]\nid = "cca-activation"\nname = "Lumen Channel Alliance (CCA) Activation as Qualified Workload"\npoints = 150\nfrom = "gold"\nlimit = "once"\nsteps = ["planned"]\n\n[[activity]]\nid = "event-supported"\nname = "CloudWalk or other Co-Marketing Event Supported"\npoints = 100\nfrom = "gold"\nlimit = "once"\nsteps = ["planned"]\n\n[[activity]]\nid = "event-sponsored"\nname = "CloudWalk, Co-Marketing, or Champions Event Sponsored"\npoints = 200\nfrom = "gold"\nlimit = "once"\nsteps = ["planned"]\n\n[[activity]]\nid = "billing-api"\nname = "Lumen Billing API Integration"\npoints = 100\nfrom = "gold"\nlimit = "once"\nsteps = ["planned", "integrated"]\n\n[[activity]]\nid = "battlecard"\nname = "Battlecard Development for Sellers"\npoints = 100\nfrom = "gold"\nlimit = "once"\nsteps = ["planned", "drafted"]\n\n\n# ---------------------------------------------------------------------------------------------\n# Requests: what partner and program ask of each other. Optional.\n#\n#   id, text        what commands call it, and the sentence of the documents\n#   party           who carries it out: "provider", "marketplace", "integrator" or "both"\n#   from            the stage from which it can be made: "applicant", "candidate" or "certified"\n#   Optional, all of them:\n#   needs           what must be given with it: "text" (what exactly), "due" (by which day), "for"\n#                   (who takes care of it), "ref" (its ticket or quote)\n#   support_level   the support level that the partner has once it is done\n\n[[request]]\nid = "support-training"\ntext = "Upon request, provide supplementary technical training for the Lumen Cloud Support team"\nparty = "provider"\nfrom = "certified"\n\n[[request]]\nid = "sales-training"\ntext = "Upon request, provide supplementary technical training for the Lumen Cloud Sales and Solution Architecture team"\nparty = "provider"\nfrom = "certified"\n\n[[request]]\nid = "service-task"\ntext = "Support for common support items via the Service Task process"\nparty = "marketplace"\nfrom = "candidate"\nneeds = ["text"]\n\n[[request]]\nid = "support-professional"\ntext = "Professional-level support, requested via a NOC ticket"\nparty = "marketplace"\nfrom = "candidate"\nneeds = ["ref"]\nsupport_level = "professional"\n\n[[request]]\nid = "support-enterprise"\ntext = "Enterprise-level support, upgraded by requesting a quote for a Dedicated Service Engineer"\nparty = "marketplace"\nfrom = "candidate"\nneeds = ["ref"]\nsupport_level = "enterprise"\n\n[[request]]\nid = "technical-question"\ntext = "Access, on a limited basis, to Lumen Cloud Integration Engineers for detailed technology questions"\nparty = "integrator"\nfrom = "candidate"\nneeds = ["text"]\n\n[[request]]\nid = "roadmap-question"\ntext = "Access, on a limited basis, to Lumen Cloud Integration Engineers for roadmap exploration"\nparty = "integrator"\nfrom = "candidate"\nneeds = ["text"]\n\n\n# ---------------------------------------------------------------------------------------------\n# Tiers, lowest first; Certified Providers have one\n#\n#   id, name      what commands call it, and what people do\n#   from_points   points from which it is reached, this number included. The first is 0, and each is\n#                 higher than the one before.\n#   credit_usd    integration credit a month in whole US dollars: the total, not an addition\n#   benefits      what it adds to the tiers below it. Optional.\n#   preferred     true: its products stand first in the directory. Left out: false.\n\n[[tier]]\nid = "silver"\nname = "Silver"\nfrom_points = 0\ncredit_usd = 2000\nbenefits = [\n    "Eligibility for Professional Services Development",\n    "Listing On Lumen Cloud Website",\n]\n\n[[tier]]\nid = "gold"\nname = "Gold"\nfrom_points = 500\ncredit_usd = 7000\nbenefits = ["Preferred Placement On Lumen Cloud Website"]\npreferred = true\n\n[[tier]]\nid = "platinum"\nname = "Platinum"\nfrom_points = 5000\ncredit_usd = 15000\nbenefits = [\n    "Eligibility For Managed Services Development",\n    "Global account teaming and strategic sales alignment",\n]\npreferred = true\n\n# Optional.\n[points]\n# Days by which a fall to a lower tier is delayed. 0: it takes effect at once. 0 to 36500.\ndowngrade_grace_days = 0\n\n\n# ---------------------------------------------------------------------------------------------\n# Integration credit: what a partner must have for it, beside its stage or tier\n#\n#   items           items of partners'' checklists that must be met or waived. Optional.\n#   good_standing   true: none while the partner is not in good standing. Left out: false.\n\n[credit]\nitems = ["mpa"]\ngood_standing = true\n\n\n# ---------------------------------------------------------------------------------------------\n# People, support, revenue, names\n\n# Roles that the program''s own people take on for a partner.\n[[people.team]]\nid = "integrator"\nname = "Cloud Ecosystem integrator"\n\n[[people.team]]\nid = "marketplace-rep"\nname = "Marketplace representative"\n\n# An activity with given_by = "success-manager" depends on this id.\n[[people.team]]\nid = "success-manager"\nname = "Partner Success Manager"\n\n# Roles of the provider''s contact people.\n[[people.contact]]\nid = "business"\nname = "Business"\n\n[[people.contact]]\nid = "technical"\nname = "Technical"\n\n[[people.contact]]\nid = "support"\nname = "24x7 support"\n\n[[people.contact]]\nid = "billing"\nname = "Billing"\n\n[support]\n# Levels of support a partner can have from Lumen. The first is what everybody starts with.\nlevels = ["developer", "professional", "enterprise"]\n\n# Optional.\n[revenue]\n# The percentage of billable revenue that is paid to a partner without a share of its own, with at\n# most two decimals. The documents give no figure: while the line is left out, remuneration is shown\n# for partners with a share of their own only.\n# default_share_percent = "70"\n\n# Optional.\n[names]\n# Endings that do not tell two companies apart: with them "Acme Inc." and "ACME, Ltd" look like the\n# same company, and the second is refused as a probable duplicate. Capitals, dots and spaces do not\n# matter here.\nlegal_suffixes = [\n    # English-speaking countries and India\n    "inc", "incorporated", "corp", "corporation", "co", "company", "llc", "llp", "lp", "ltd",\n    "limited", "plc", "pty", "pvt", "pte",\n    # German, Dutch and Nordic\n    "gmbh", "mbh", "ag", "kg", "kgaa", "ohg", "ug", "bv", "nv", "ab", "as", "asa", "aps", "oy", "oyj", "hf", "ehf",\n    # Romance languages\n    "sa", "sas", "sasu", "sarl", "sàrl", "eurl", "srl", "spa", "snc", "sl", "slu", "sau", "lda", "ltda", "eireli",\n    # Eastern Europe and Turkey\n    "sp z o.o.", "sro", "s r.o.", "doo", "dd", "kft", "zrt", "nyrt", "ou", "oü", "uab", "sia", "aş", "şti",\n    # Japan, transliterated and not\n    "kk", "gk", "株式会社", "合同会社", "有限会社",\n    # China, Taiwan, Korea\n    "有限公司", "股份有限公司", "有限责任公司", "주식회사", "유한회사",\n    # Cyrillic\n    "ООО", "ОАО", "ЗАО", "ПАО", "АО", "ТОВ", "ПрАТ", "ЕООД", "ООД", "ЕАД", "АД", "ДОО",\n    # Greek\n    "ΑΕ", "ΕΠΕ", "ΙΚΕ", "ΟΕ", "ΕΕ",\n    # Hebrew and Arabic\n    "עבמ", "בעמ", "שמם", "شمم", "ذمم",\n    # Hindi and Thai\n    "प्रा", "लि", "प्रा लि", "प्राइवेट", "लिमिटेड", "จำกัด", "บริษัท",\n]\n','\n',char(10)));
CREATE TABLE application (
  partner        text not null,
  entry          integer not null references entry (id) deferrable initially deferred,
  n              integer not null,
  on_day         text not null constraint application_on_is_a_day check (on_day like '____-__-__'),
  participation  integer not null constraint participation_counts check (participation > 0),
  note           text,
  primary key (partner, entry, n)
) strict, without rowid;
INSERT INTO application VALUES('acme',2,1,'2015-02-01',1,NULL);
INSERT INTO application VALUES('bolt',33,1,'2012-01-10',1,NULL);
INSERT INTO application VALUES('core',33,11,'2017-03-01',1,NULL);
CREATE TABLE profile (
  partner        text not null,
  entry          integer not null references entry (id) deferrable initially deferred,
  n              integer not null,
  on_day         text not null constraint profile_on_is_a_day check (on_day like '____-__-__'),
  name           text,
  name_key       text,
  look_key       text,
  product        text,
  kind           text,
  category       text,
  website        text,
  alias          text,
  summary        text,
  external_id    text,
  support_level  text,
  share_bp       integer constraint share_is_basis_points check (share_bp between 0 and 10000),
  brought        integer not null constraint brought_is_yes_or_no check (brought in (0, 1)),
  via            text,
  primary key (partner, entry, n)
) strict, without rowid;
INSERT INTO profile VALUES('acme',2,2,'2015-02-01','Acme Cloud','acme cloud','acmecloud',NULL,'saas','Security',NULL,NULL,NULL,'crm-1',NULL,NULL,1,NULL);
INSERT INTO profile VALUES('acme',3,1,'2015-02-10',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'ACME',NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO profile VALUES('acme',11,1,'2015-04-01',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'enterprise',NULL,0,NULL);
INSERT INTO profile VALUES('bolt',33,2,'2012-01-10','Bolt Systems','bolt systems','boltsystems',NULL,'saas',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO profile VALUES('core',33,12,'2017-03-01','Core','core','core',NULL,'saas',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL);
CREATE TABLE adoption (
  partner       text not null,
  entry         integer not null references entry (id) deferrable initially deferred,
  n             integer not null,
  on_day        text not null constraint adoption_on_is_a_day check (on_day like '____-__-__'),
  admitted_on   text,
  agreed_on     text,
  certified_on  text,
  primary key (partner, entry, n)
) strict, without rowid;
INSERT INTO adoption VALUES('bolt',33,3,'2012-01-10','2012-02-01','2012-02-02','2012-04-01');
INSERT INTO adoption VALUES('core',33,13,'2017-03-01','2017-04-01','2017-04-01',NULL);
CREATE TABLE step (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint step_on_is_a_day check (on_day like '____-__-__'),
  step     text not null constraint step_is_known check (step in ('admitted', 'declined', 'withdrawn', 'lapsed', 'certified', 'ended')),
  reason   text,
  primary key (partner, entry, n)
) strict, without rowid;
INSERT INTO step VALUES('acme',3,11,'2015-02-10','admitted',NULL);
INSERT INTO step VALUES('acme',6,9,'2015-03-02','certified',NULL);
CREATE TABLE extension (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint extension_on_is_a_day check (on_day like '____-__-__'),
  until    text not null constraint until_is_a_day check (until like '____-__-__'),
  reason   text not null,
  primary key (partner, entry, n)
) strict, without rowid;
CREATE TABLE verdict (
  partner    text not null,
  entry      integer not null references entry (id) deferrable initially deferred,
  n          integer not null,
  on_day     text not null constraint verdict_on_is_a_day check (on_day like '____-__-__'),
  checklist  text not null,
  item       text not null,
  term       integer,
  verdict    text not null constraint verdict_is_known check (verdict in ('met', 'unmet', 'not-applicable', 'waived')),
  note       text,
  evidence   text,
  primary key (partner, entry, n)
) strict, without rowid;
INSERT INTO verdict VALUES('acme',3,2,'2015-02-10','application','value-proposition',NULL,'met',NULL,NULL);
INSERT INTO verdict VALUES('acme',3,3,'2015-02-10','application','function',NULL,'met',NULL,NULL);
INSERT INTO verdict VALUES('acme',3,4,'2015-02-10','application','density',NULL,'met',NULL,NULL);
INSERT INTO verdict VALUES('acme',3,5,'2015-02-10','application','fee-structure',NULL,'met',NULL,NULL);
INSERT INTO verdict VALUES('acme',3,6,'2015-02-10','application','compatibility',NULL,'met',NULL,NULL);
INSERT INTO verdict VALUES('acme',3,7,'2015-02-10','application','maturity',NULL,'met',NULL,NULL);
INSERT INTO verdict VALUES('acme',3,8,'2015-02-10','application','good-standing',NULL,'met',NULL,NULL);
INSERT INTO verdict VALUES('acme',3,9,'2015-02-10','onboarding','supplemental-terms',NULL,'met',NULL,NULL);
INSERT INTO verdict VALUES('acme',3,10,'2015-02-10','onboarding','integration-strategy',NULL,'met',NULL,NULL);
INSERT INTO verdict VALUES('acme',4,1,'2015-02-10','onboarding','portal-access',NULL,'met','made by Jo',NULL);
INSERT INTO verdict VALUES('acme',4,2,'2015-02-10','onboarding','mpa',NULL,'met','A. Lee, version 3',NULL);
INSERT INTO verdict VALUES('acme',6,1,'2015-03-02','certification','as-advertised',NULL,'met',NULL,NULL);
INSERT INTO verdict VALUES('acme',6,2,'2015-03-02','certification','documentation',NULL,'met',NULL,NULL);
INSERT INTO verdict VALUES('acme',6,3,'2015-03-02','certification','seamless-integration',NULL,'met',NULL,NULL);
INSERT INTO verdict VALUES('acme',6,4,'2015-03-02','certification','business-value',NULL,'met',NULL,NULL);
INSERT INTO verdict VALUES('acme',6,5,'2015-03-02','certification','kb-public',NULL,'met',NULL,'https://kb.example/public');
INSERT INTO verdict VALUES('acme',6,6,'2015-03-02','certification','kb-internal',NULL,'met',NULL,'https://kb.example/internal');
INSERT INTO verdict VALUES('acme',6,7,'2015-03-02','certification','test-account',NULL,'met',NULL,NULL);
INSERT INTO verdict VALUES('acme',6,8,'2015-03-02','certification','integrator-validation',NULL,'met',NULL,NULL);
CREATE TABLE customer_standing (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint customer_standing_on_is_a_day check (on_day like '____-__-__'),
  good     integer not null constraint good_is_yes_or_no check (good in (0, 1)),
  reason   text,
  primary key (partner, entry, n)
) strict, without rowid;
INSERT INTO customer_standing VALUES('acme',29,1,'2016-03-10',0,'unpaid bill');
INSERT INTO customer_standing VALUES('acme',30,1,'2016-04-20',1,NULL);
INSERT INTO customer_standing VALUES('bolt',37,1,'2017-05-02',0,'no answer');
CREATE TABLE award (
  partner         text not null,
  entry           integer not null references entry (id) deferrable initially deferred,
  n               integer not null,
  on_day          text not null constraint award_on_is_a_day check (on_day like '____-__-__'),
  participation   integer not null,
  activity        text not null,
  points          integer not null,
  reference       text,
  evidence        text,
  note            text,
  expires_on      text,
  override        text,
  reason          text,
  reverses_entry  integer,
  reverses_n      integer,
  primary key (partner, entry, n),
  foreign key (reverses_entry, reverses_n) references award (entry, n),
  constraint reversals_take_back check ((reverses_entry is null and points >= 0) or (reverses_entry is not null and reverses_n is not null and points <= 0 and reason is not null))
) strict, without rowid;
INSERT INTO award VALUES('acme',3,12,'2015-02-10',1,'admission',25,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',6,10,'2015-03-02',1,'certification',50,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',13,1,'2015-04-01',1,'tutorial-video',75,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',14,1,'2015-07-01',1,'tutorial-video',-75,NULL,NULL,NULL,NULL,NULL,'shown to nobody',13,1);
INSERT INTO award VALUES('acme',15,1,'2015-07-01',1,'tutorial-video',75,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',16,1,'2015-04-15',1,'customer-deployment',50,'D-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',17,1,'2015-07-01',1,'customer-deployment',-50,NULL,NULL,NULL,NULL,NULL,'was a trial',16,1);
INSERT INTO award VALUES('acme',18,1,'2015-07-01',1,'customer-deployment',50,'D-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',19,1,'2015-04-10',1,'provider-of-the-quarter',75,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',20,1,'2015-06-15',1,'provider-of-the-quarter',-75,NULL,NULL,NULL,NULL,NULL,'of another partner',19,1);
INSERT INTO award VALUES('acme',21,1,'2015-06-20',1,'provider-of-the-quarter',75,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',22,2,'2015-04-02',1,'customer-deployment',50,'D-2',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',23,2,'2015-08-01',1,'customer-deployment',-50,NULL,NULL,NULL,NULL,NULL,'the deployment was corrected',22,2);
INSERT INTO award VALUES('acme',24,2,'2015-08-20',1,'customer-deployment',50,'D-2',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',25,2,'2015-10-01',1,'customer-deployment',-50,NULL,NULL,NULL,NULL,NULL,'the deployment was corrected',24,2);
INSERT INTO award VALUES('acme',26,2,'2015-10-20',1,'customer-deployment',50,'D-2',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',27,1,'2015-03-15',1,'customer-deployment',50,'F-03',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',27,2,'2015-04-15',1,'customer-deployment',50,'F-04',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',27,3,'2015-05-15',1,'customer-deployment',50,'F-05',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',27,4,'2015-06-15',1,'customer-deployment',50,'F-06',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',27,5,'2015-07-15',1,'customer-deployment',75,'F-07',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',27,6,'2015-08-15',1,'customer-deployment',75,'F-08',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',27,7,'2015-09-15',1,'customer-deployment',75,'F-09',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',27,8,'2015-10-15',1,'customer-deployment',75,'F-10',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('acme',27,9,'2015-11-15',1,'customer-deployment',75,'F-11',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('bolt',33,4,'2017-01-01',1,'opening-balance',400,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('bolt',34,1,'2017-04-10',1,'press-release',25,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('bolt',36,1,'2017-04-20',1,'press-release',25,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO award VALUES('core',33,14,'2017-04-01',1,'admission',25,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE progress (
  partner   text not null,
  entry     integer not null references entry (id) deferrable initially deferred,
  n         integer not null,
  on_day    text not null constraint progress_on_is_a_day check (on_day like '____-__-__'),
  activity  text not null,
  step      text,
  due       text constraint progress_due_is_a_day check (due like '____-__-__'),
  person    text,
  reason    text,
  primary key (partner, entry, n)
) strict, without rowid;
INSERT INTO progress VALUES('acme',9,1,'2015-04-01','press-release','planned','2015-05-01','Jo Park',NULL);
CREATE TABLE term (
  partner      text not null,
  entry        integer not null references entry (id) deferrable initially deferred,
  n            integer not null,
  on_day       text not null constraint term_on_is_a_day check (on_day like '____-__-__'),
  number       integer not null constraint term_counts check (number > 0),
  anniversary  text not null constraint anniversary_is_later check (anniversary > on_day),
  run_on       text constraint run_on_is_a_day check (run_on like '____-__-__'),
  primary key (partner, entry, n)
) strict, without rowid;
INSERT INTO term VALUES('acme',6,11,'2015-03-02',1,'2016-03-02',NULL);
INSERT INTO term VALUES('acme',32,2,'2016-03-02',2,'2017-03-02','2017-05-01');
INSERT INTO term VALUES('acme',32,3,'2017-03-02',3,'2018-03-02','2017-05-01');
INSERT INTO term VALUES('bolt',33,5,'2012-04-01',1,'2013-04-01',NULL);
INSERT INTO term VALUES('bolt',33,6,'2013-04-01',2,'2014-04-01',NULL);
INSERT INTO term VALUES('bolt',33,7,'2014-04-01',3,'2015-04-01',NULL);
INSERT INTO term VALUES('bolt',33,8,'2015-04-01',4,'2016-04-01',NULL);
INSERT INTO term VALUES('bolt',33,9,'2016-04-01',5,'2017-04-01',NULL);
INSERT INTO term VALUES('bolt',33,10,'2017-04-01',6,'2018-04-01',NULL);
CREATE TABLE objection (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint objection_on_is_a_day check (on_day like '____-__-__'),
  term     integer not null,
  party    text not null constraint party_is_known check (party in ('provider', 'marketplace')),
  said     text not null,
  primary key (partner, entry, n)
) strict, without rowid;
INSERT INTO objection VALUES('acme',31,1,'2017-05-01',1,'provider','no value');
CREATE TABLE finding (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint finding_on_is_a_day check (on_day like '____-__-__'),
  term     integer not null,
  party    text not null constraint finding_party_is_known check (party in ('provider', 'marketplace')),
  said     text not null,
  worth    text constraint worth_is_yes_or_no check (worth in ('yes', 'no')),
  primary key (partner, entry, n)
) strict, without rowid;
INSERT INTO finding VALUES('acme',12,1,'2015-04-01',1,'provider','three new customers','yes');
CREATE TABLE confirmation (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint confirmation_on_is_a_day check (on_day like '____-__-__'),
  term     integer not null,
  reason   text not null,
  primary key (partner, entry, n)
) strict, without rowid;
INSERT INTO confirmation VALUES('acme',32,1,'2017-05-01',1,'talked it over');
CREATE TABLE assignment (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint assignment_on_is_a_day check (on_day like '____-__-__'),
  role     text not null,
  person   text not null,
  primary key (partner, entry, n)
) strict, without rowid;
CREATE TABLE contact (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint contact_on_is_a_day check (on_day like '____-__-__'),
  role     text not null,
  digest   text not null,
  primary key (partner, entry, n)
) strict, without rowid;
INSERT INTO contact VALUES('acme',5,1,'2015-02-10','support','3a867475224be2aadca66cd491941fa357668b3f1c5dbcce2c94d346a98591c7');
INSERT INTO contact VALUES('acme',5,2,'2015-02-10','business','c7523fe0b1cf1b4af29aa7cb43feb2dbe68a7938f45e2d8b5008aa79485f299a');
INSERT INTO contact VALUES('acme',7,1,'2015-03-05','business','');
CREATE TABLE credit_use (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint credit_use_on_is_a_day check (on_day like '____-__-__'),
  month    text not null constraint month_is_a_month check (month like '____-__'),
  cents    integer not null constraint cents_are_not_negative check (cents >= 0),
  note     text,
  primary key (partner, entry, n)
) strict, without rowid;
INSERT INTO credit_use VALUES('acme',28,1,'2015-04-30','2015-04',250000,NULL);
CREATE TABLE product (
  partner     text not null,
  entry       integer not null references entry (id) deferrable initially deferred,
  n           integer not null,
  on_day      text not null constraint product_on_is_a_day check (on_day like '____-__-__'),
  product     text not null,
  name        text,
  name_key    text,
  version     text,
  kind        text,
  categories  text,
  short       text,
  full        text,
  features    text,
  eula        text,
  support     text,
  pricing     text,
  demo        text,
  evidence    text,
  brought     integer not null constraint product_brought_is_yes_or_no check (brought in (0, 1)),
  primary key (partner, entry, n)
) strict, without rowid;
INSERT INTO product VALUES('acme',8,1,'2015-03-05','acme-shield','Acme Shield','acme shield',NULL,NULL,'Security','Watches machines',NULL,'Alerts',NULL,NULL,NULL,NULL,NULL,1);
CREATE TABLE product_verdict (
  partner    text not null,
  entry      integer not null references entry (id) deferrable initially deferred,
  n          integer not null,
  on_day     text not null constraint product_verdict_on_is_a_day check (on_day like '____-__-__'),
  product    text not null,
  checklist  text not null,
  item       text not null,
  verdict    text not null constraint product_verdict_is_known check (verdict in ('met', 'unmet', 'not-applicable', 'waived')),
  note       text,
  evidence   text,
  primary key (partner, entry, n)
) strict, without rowid;
CREATE TABLE publication (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint publication_on_is_a_day check (on_day like '____-__-__'),
  product  text not null,
  step     text not null constraint publication_is_known check (step in ('requested', 'published', 'unpublished')),
  primary key (partner, entry, n)
) strict, without rowid;
CREATE TABLE request (
  partner    text not null,
  entry      integer not null references entry (id) deferrable initially deferred,
  n          integer not null,
  on_day     text not null constraint request_on_is_a_day check (on_day like '____-__-__'),
  kind       text not null,
  text       text,
  due        text constraint due_is_a_day check (due like '____-__-__'),
  person     text,
  reference  text,
  primary key (partner, entry, n)
) strict, without rowid;
INSERT INTO request VALUES('acme',10,1,'2015-04-01','support-enterprise',NULL,NULL,NULL,'Q-7');
CREATE TABLE settlement (
  partner        text not null,
  entry          integer not null references entry (id) deferrable initially deferred,
  n              integer not null,
  on_day         text not null constraint settlement_on_is_a_day check (on_day like '____-__-__'),
  request_entry  integer not null,
  request_n      integer not null,
  outcome        text not null constraint settlement_is_known check (outcome in ('done', 'declined')),
  reason         text,
  fee_cents      integer constraint fee_is_not_negative check (fee_cents >= 0),
  primary key (partner, entry, n),
  foreign key (request_entry, request_n) references request (entry, n)
) strict, without rowid;
INSERT INTO settlement VALUES('acme',11,2,'2015-04-01',10,1,'done',NULL,120000);
CREATE TABLE deployment (
  partner    text not null,
  entry      integer not null references entry (id) deferrable initially deferred,
  n          integer not null,
  on_day     text not null constraint deployment_on_is_a_day check (on_day like '____-__-__'),
  product    text not null,
  reference  text not null,
  customer   text,
  outcome    text not null constraint outcome_is_known check (outcome in ('success', 'failure')),
  error      text,
  test       integer not null constraint test_is_yes_or_no check (test in (0, 1)),
  primary key (partner, entry, n)
) strict, without rowid;
INSERT INTO deployment VALUES('acme',22,1,'2015-04-02','acme-shield','D-2',NULL,'success',NULL,0);
INSERT INTO deployment VALUES('acme',23,1,'2015-04-02','acme-shield','D-2',NULL,'failure','rolled back',0);
INSERT INTO deployment VALUES('acme',24,1,'2015-04-02','acme-shield','D-2',NULL,'success',NULL,0);
INSERT INTO deployment VALUES('acme',25,1,'2015-04-02','acme-shield','D-2',NULL,'failure','rolled back',0);
INSERT INTO deployment VALUES('acme',26,1,'2015-04-02','acme-shield','D-2',NULL,'success',NULL,0);
CREATE TABLE revenue (
  partner        text not null,
  entry          integer not null references entry (id) deferrable initially deferred,
  n              integer not null,
  on_day         text not null constraint revenue_on_is_a_day check (on_day like '____-__-__'),
  product        text not null,
  month          text not null constraint revenue_month_is_a_month check (month like '____-__'),
  sku            text not null,
  subscriptions  integer constraint subscriptions_are_not_negative check (subscriptions >= 0),
  cents          integer not null constraint revenue_is_not_negative check (cents >= 0),
  note           text,
  primary key (partner, entry, n)
) strict, without rowid;
CREATE TABLE person (
  entry  integer not null,
  n      integer not null,
  salt   text not null,
  name   text not null,
  email  text not null,
  primary key (entry, n),
  foreign key (entry, n) references contact (entry, n)
) strict, without rowid;
INSERT INTO person VALUES(5,1,'fe676d1ceb5a48837d332d35d08fc9bd','Help Desk','help@acme.example');
CREATE TABLE named_hold (
  partner  text not null,
  term     integer not null,
  entry    integer not null references entry (id),
  n        integer not null,
  primary key (partner, term, entry, n)
) strict, without rowid;
INSERT INTO named_hold VALUES('acme',1,29,1);
CREATE TRIGGER entry_without_gaps before insert on entry
when new.id is not (select coalesce(max(id), 0) + 1 from entry)
begin
  select raise(abort, 'entries are numbered without gaps');
end;
CREATE UNIQUE INDEX application_by_entry on application (entry, n);
CREATE UNIQUE INDEX profile_by_entry on profile (entry, n);
CREATE INDEX profile_by_name on profile (name_key) where name_key is not null;
CREATE INDEX profile_by_look on profile (look_key) where look_key is not null;
CREATE INDEX profile_by_alias on profile (alias) where alias is not null;
CREATE INDEX profile_by_external_id on profile (external_id) where external_id is not null;
CREATE UNIQUE INDEX adoption_by_entry on adoption (entry, n);
CREATE UNIQUE INDEX step_by_entry on step (entry, n);
CREATE UNIQUE INDEX extension_by_entry on extension (entry, n);
CREATE UNIQUE INDEX verdict_by_entry on verdict (entry, n);
CREATE UNIQUE INDEX customer_standing_by_entry on customer_standing (entry, n);
CREATE UNIQUE INDEX award_by_entry on award (entry, n);
CREATE UNIQUE INDEX progress_by_entry on progress (entry, n);
CREATE UNIQUE INDEX term_by_entry on term (entry, n);
CREATE UNIQUE INDEX objection_by_entry on objection (entry, n);
CREATE UNIQUE INDEX finding_by_entry on finding (entry, n);
CREATE UNIQUE INDEX confirmation_by_entry on confirmation (entry, n);
CREATE UNIQUE INDEX assignment_by_entry on assignment (entry, n);
CREATE UNIQUE INDEX contact_by_entry on contact (entry, n);
CREATE UNIQUE INDEX credit_use_by_entry on credit_use (entry, n);
CREATE UNIQUE INDEX product_by_entry on product (entry, n);
CREATE UNIQUE INDEX product_verdict_by_entry on product_verdict (entry, n);
CREATE UNIQUE INDEX publication_by_entry on publication (entry, n);
CREATE INDEX publication_by_step on publication (step, partner);
CREATE UNIQUE INDEX request_by_entry on request (entry, n);
CREATE UNIQUE INDEX settlement_by_entry on settlement (entry, n);
CREATE UNIQUE INDEX deployment_by_entry on deployment (entry, n);
CREATE INDEX deployment_by_reference on deployment (reference, partner, on_day);
CREATE UNIQUE INDEX revenue_by_entry on revenue (entry, n);
CREATE INDEX revenue_by_month on revenue (product, month, sku, partner, on_day);
CREATE TRIGGER entry_stays before update on entry begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER entry_is_kept before delete on entry begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER reading_stays before update on reading begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER reading_is_kept before delete on reading begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER void_stays before update on void begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER void_is_kept before delete on void begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER program_stays before update on program begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER program_is_kept before delete on program begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER application_stays before update on application begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER application_is_kept before delete on application begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER profile_stays before update on profile begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER profile_is_kept before delete on profile begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER adoption_stays before update on adoption begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER adoption_is_kept before delete on adoption begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER step_stays before update on step begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER step_is_kept before delete on step begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER extension_stays before update on extension begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER extension_is_kept before delete on extension begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER verdict_stays before update on verdict begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER verdict_is_kept before delete on verdict begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER customer_standing_stays before update on customer_standing begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER customer_standing_is_kept before delete on customer_standing begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER award_stays before update on award begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER award_is_kept before delete on award begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER progress_stays before update on progress begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER progress_is_kept before delete on progress begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER term_stays before update on term begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER term_is_kept before delete on term begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER objection_stays before update on objection begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER objection_is_kept before delete on objection begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER finding_stays before update on finding begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER finding_is_kept before delete on finding begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER confirmation_stays before update on confirmation begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER confirmation_is_kept before delete on confirmation begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER assignment_stays before update on assignment begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER assignment_is_kept before delete on assignment begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER contact_stays before update on contact begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER contact_is_kept before delete on contact begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER credit_use_stays before update on credit_use begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER credit_use_is_kept before delete on credit_use begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER product_stays before update on product begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER product_is_kept before delete on product begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER product_verdict_stays before update on product_verdict begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER product_verdict_is_kept before delete on product_verdict begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER publication_stays before update on publication begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER publication_is_kept before delete on publication begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER request_stays before update on request begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER request_is_kept before delete on request begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER settlement_stays before update on settlement begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER settlement_is_kept before delete on settlement begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER deployment_stays before update on deployment begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER deployment_is_kept before delete on deployment begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER revenue_stays before update on revenue begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER revenue_is_kept before delete on revenue begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER person_stays before update on person begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER named_hold_stays before update on named_hold begin select raise(abort, 'the book is only ever added to'); end;
CREATE TRIGGER named_hold_is_kept before delete on named_hold begin select raise(abort, 'the book is only ever added to'); end;
CREATE VIEW live_entry as
select * from entry where id not in (select voided from void);
CREATE VIEW stage_reached (partner, on_day, entry, n, place, participation, stage) as
with reached (partner, on_day, entry, n, place, participation, stage) as (
  select partner, on_day, entry, n, 0, participation, 'applicant' from application
  union all select partner, admitted_on, entry, n, 1, null, 'candidate' from adoption where admitted_on is not null
  union all select partner, certified_on, entry, n, 2, null, 'certified' from adoption where certified_on is not null
  union all select partner, on_day, entry, n, 0, null, case step when 'admitted' then 'candidate' else step end from step
)
select partner, on_day, entry, n, place,
  max(participation) over (partition by partner order by on_day, entry, n, place),
  stage
from reached where entry in (select id from live_entry);
CREATE VIEW standing (partner, name, participation, stage, since, points) as
with last_reached as (
  select *, row_number() over (partition by partner order by on_day desc, entry desc, n desc, place desc) as back
  from stage_reached
), last_name as (
  select partner, name, row_number() over (partition by partner order by on_day desc, entry desc, n desc) as back
  from profile where name is not null and entry in (select id from live_entry)
), counting as (
  select partner, participation, sum(points) as points
  from award where entry in (select id from live_entry) and expires_on is null
  group by partner, participation
)
select s.partner, p.name, s.participation, s.stage, s.on_day, coalesce(c.points, 0)
from last_reached s
join last_name p on p.partner = s.partner and p.back = 1
left join counting c on c.partner = s.partner and c.participation = s.participation
where s.back = 1;
CREATE VIEW ledger (partner, participation, on_day, award, activity, points, balance, takes_back, voided) as
select partner, participation, on_day, entry || '.' || n, activity, points,
  sum(case when entry in (select id from live_entry) and expires_on is null then points else 0 end)
    over (partition by partner, participation order by on_day, entry, n),
  reverses_entry || '.' || reverses_n,
  entry not in (select id from live_entry)
from award;
CREATE VIEW fact (entry, n, on_day, partner, what, detail) as
select entry, n, on_day, partner, 'applied', 'participation ' || participation from application
union all select entry, n, on_day, partner, 'profile', coalesce(name, '') from profile
union all select entry, n, on_day, partner, 'adopted', coalesce('certified ' || certified_on, 'admitted ' || admitted_on, '') from adoption
union all select entry, n, on_day, partner, step, coalesce(reason, '') from step
union all select entry, n, on_day, partner, 'extended', 'until ' || until || ': ' || reason from extension
union all select entry, n, on_day, partner, 'verdict', item || ': ' || verdict || coalesce(' (' || note || ')', '') from verdict
union all select entry, n, on_day, partner, 'standing', case good when 1 then 'good' else 'bad: ' || coalesce(reason, '') end from customer_standing
union all select entry, n, on_day, partner, case when reverses_entry is null then 'award' else 'reversal' end, activity || ' ' || points from award
union all select entry, n, on_day, partner, 'progress', activity || ': ' || coalesce(step, 'dropped') from progress
union all select entry, n, on_day, partner, 'term', 'term ' || number || ' until ' || anniversary from term
union all select entry, n, on_day, partner, 'objection', party || ': ' || said from objection
union all select entry, n, on_day, partner, 'evaluation', party || ': ' || said from finding
union all select entry, n, on_day, partner, 'confirmed', reason from confirmation
union all select entry, n, on_day, partner, 'assignment', role || ': ' || person from assignment
union all select entry, n, on_day, partner, 'contact', role from contact
union all select entry, n, on_day, partner, 'credit-use', month || ': ' || cents || ' cents' from credit_use
union all select entry, n, on_day, partner, 'product', product || coalesce(': ' || name, '') from product
union all select entry, n, on_day, partner, 'verdict', product || ': ' || item || ': ' || verdict || coalesce(' (' || note || ')', '') from product_verdict
union all select entry, n, on_day, partner, 'publication', product || ': ' || step from publication
union all select entry, n, on_day, partner, 'request', kind || coalesce(': ' || text, '') from request
union all select entry, n, on_day, partner, 'request-' || outcome, request_entry || '.' || request_n || coalesce(': ' || reason, '') from settlement
union all select entry, n, on_day, partner, 'deployment', product || ' ' || reference || ': ' || outcome from deployment
union all select entry, n, on_day, partner, 'revenue', product || ' ' || month || ' ' || sku || ': ' || cents || ' cents' from revenue
union all select entry, n, on_day, null, 'program', 'version ' || version from program
union all select entry, n, null, null, 'void', 'entry ' || voided from void;
COMMIT;
PRAGMA application_id=1836085297;
PRAGMA user_version=4;
