--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: box_ballot; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.box_ballot (
    meeting text NOT NULL,
    round text NOT NULL,
    bid bytea NOT NULL,
    sealed bytea NOT NULL,
    since xid8 DEFAULT pg_current_xact_id() NOT NULL
);
ALTER TABLE ONLY public.box_ballot ALTER COLUMN sealed SET STATISTICS 0;


--
-- Name: box_key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.box_key (
    meeting text NOT NULL,
    round text NOT NULL,
    wrapped bytea NOT NULL,
    made timestamp with time zone DEFAULT now() NOT NULL,
    format integer DEFAULT 1 NOT NULL
);
ALTER TABLE ONLY public.box_key ALTER COLUMN wrapped SET STATISTICS 0;


--
-- Name: box_released; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.box_released (
    meeting text NOT NULL,
    round text NOT NULL,
    name bytea NOT NULL,
    sealed bytea NOT NULL,
    since xid8 DEFAULT pg_current_xact_id() NOT NULL
);


--
-- Name: box_spent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.box_spent (
    meeting text NOT NULL,
    round text NOT NULL,
    tag bytea NOT NULL,
    tries integer DEFAULT 0 NOT NULL
);


--
-- Name: box_turnout; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.box_turnout (
    meeting text NOT NULL,
    round text NOT NULL,
    node text NOT NULL,
    phone integer NOT NULL,
    paper integer NOT NULL,
    invalid bytea NOT NULL
);


--
-- Name: code; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.code (
    digest bytea NOT NULL,
    meeting text NOT NULL,
    voters integer NOT NULL
);


--
-- Name: key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.key (
    digest bytea NOT NULL,
    meeting text NOT NULL,
    role text NOT NULL
);


--
-- Name: log; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.log (
    meeting text NOT NULL,
    number integer NOT NULL,
    at text NOT NULL,
    role text NOT NULL,
    act text NOT NULL,
    detail text NOT NULL,
    chain text NOT NULL
);


--
-- Name: meeting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.meeting (
    id text NOT NULL,
    phase text NOT NULL,
    version integer NOT NULL,
    body text NOT NULL,
    digest bytea NOT NULL,
    rotating integer DEFAULT 0 NOT NULL
);


--
-- Name: migrated; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.migrated (
    number integer NOT NULL
);


--
-- Name: presence; Type: TABLE; Schema: public; Owner: -
--

CREATE UNLOGGED TABLE public.presence (
    meeting text NOT NULL,
    node text NOT NULL,
    joined integer NOT NULL,
    seen timestamp with time zone NOT NULL
);


--
-- Name: retry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.retry (
    meeting text NOT NULL,
    round text NOT NULL,
    digest bytea NOT NULL
);


--
-- Name: revision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.revision (
    meeting text NOT NULL,
    number bigint NOT NULL
);


--
-- Name: round; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round (
    id text NOT NULL,
    meeting text NOT NULL,
    number integer NOT NULL,
    state text NOT NULL,
    body text NOT NULL,
    digest bytea NOT NULL
);


--
-- Name: spent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.spent (
    meeting text NOT NULL,
    round text NOT NULL,
    tag bytea NOT NULL,
    tries integer DEFAULT 0 NOT NULL
);


--
-- Name: standing; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.standing (
    meeting text NOT NULL,
    subject text NOT NULL,
    round text NOT NULL
);


--
-- Name: token; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.token (
    digest bytea NOT NULL,
    meeting text NOT NULL,
    voters integer NOT NULL,
    batch text,
    recuse text,
    void integer DEFAULT 0 NOT NULL
);


--
-- Name: vote; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.vote (
    meeting text NOT NULL,
    round text NOT NULL,
    subject integer NOT NULL,
    voters integer NOT NULL,
    marks bytea NOT NULL,
    times integer NOT NULL
);


--
-- Name: written; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.written (
    meeting text NOT NULL,
    round text NOT NULL,
    subject integer NOT NULL,
    key text NOT NULL,
    text text NOT NULL
);
ALTER TABLE ONLY public.written ALTER COLUMN text SET STATISTICS 0;


--
-- Data for Name: box_ballot; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_ballot (meeting, round, bid, sealed, since) FROM stdin;
b5c1c6451f1f691c	c4973295c08ab803	\\x72fe10bf8d120f14a85f20ce4121478b	\\x5508168454a13a64beefd263e7704c15036abb96bdf93b8c57f5e152f3af3338032f2513044bd1cd16c37faf5597bd7b5f23c072df2b69b85ce8d2fb7cdd7ee4fc4cf94285b30933d1c7e7afa7bb7aed2d767a740d7bad06cb88d9eb6417e7f83a55fce3b03cd499e10e4ce802b04b6a754bee955e163c8cda2c5bcc0b2cf2475f29b43c1a4d001d42a97c3569645ce5d0c8ee4199b74a0e375175a7465be998ed40f75c816dd4661bfb90f45e606b43231e6ecc614c7c111e617c594b318a75d7d0991266cbce7d59f84f7423d15ffbd84e30f35f347006092c2b31a40bad86591949dc09b7bf291dc127a159c24cbd3b4c495c9d75864cfb1dda6662e7de97	892
b5c1c6451f1f691c	c4973295c08ab803	\\x6becb5015b212722d0193114fae8493b	\\x196fab0f22f042581b9a3da4e11e20631367ddafafd14c611c8f256f1948fe3d621d2ca7e7f4e6afa7d40b1b59c65961695ebfdea91aedf6d2d7b913aa9fb5d88cd95549c80fc0b98b5091f75e52c1ac888f5b4f9dace1cc5a760ed5fa1488c6b79c56874da3e369d57ff4b3513e12eb90ffa8053658b99cde47c397444307ec57c7e359646e9141c5f659129ec84965edb2901b3393708334f5f9fb401f0f62912f979dbba5031435e2bb9945f028ef9a9dbe733c96c8fdbf3391a6bd5cef5a0cd01e24c319c1fa635dd2bb2bdb3db4f092c2cbb75b2276494aacf24aea6c14de8fa6d318f8ad95860d7744fe9a81f892f64e95376a92181d7c2e2afa577db8	893
b5c1c6451f1f691c	c4973295c08ab803	\\xe2d920c3e673acda24ebe7249adec5e6	\\x0c8f60912cef724cf9a98b4174a6a025c188c13a68ace48396f8daf347689cac2e13fd6a9b4f90e9d4f87c01a7b211bdb1b995275edd0206b385d752f7cd9dcd7c33514e7454c88dd4ceec809f0f33610a9ae68753dfba054848245809c0013bd034b1625d90de4138799a637a1f600f7b5364a40b45822e30e4709077a6a618d4ebcdfe1cb42ec32f15cfff379c5c0a11f935f41a289255b74b991a2b663b13be41e69679bb7ac7e460e4cde758ecee643d2d43da709abf55dd128341142fdf56514e2afc46dfb3afeb624f665025b3f82b01877fdeafefe575bef82f67ddfa4e45bfa3a095a14afa91d8f8c36787a0e460680991674ec0a2ae13073787b38f	894
b5c1c6451f1f691c	c4973295c08ab803	\\x7c199c7261aa499d7960a7f27bacab59	\\x1957ae4a67c93ef2040de5a793211631428f63976fb0a52eed8ea62ec29af75161143afd71cd56b96ab4fae21b1660f316e5ddaca16b7bff858a6c22c6b2ab6e9ac86cff3bb647c84eef0878936fa1b280cb1b751b25214e164117607fae4bb64275d6d54c2507a29b737725754e345b92a71b40775bce5fa97192249c7c525d75fdebe8fb52d171e05c3ab1706a613589646cc21c99ac9654cd3d15ac493a278d0d4ccdfd16968466869f3ec1dc6ba29a8f312e833196edd4571e012164e89573315a2c876fc1d70fe376d97bd60b9ba84ea44ae7fc1e4f6b73288a4777c897484c28ceccf7e625b49980f0deb987effbd5721c2b7b63018c040ba2226730c6	896
b5c1c6451f1f691c	c4973295c08ab803	\\x4e833a9e151374570965af2ae89e10f7	\\xe3ba4a296b4bdab0f1d15d38e6b73dfb670cacd2a6698f2c5b6df94d39371f1e11ef0e1cd33f403ae061f5cdcdde07d736c6e0660cd54092cc8310a7d9c596d882e8fd0f66e9703861c6dad8ff6ab93aa411fdcf6cad5d4694ffc52f8b322a02ea015988ae6ffd86ce3a3355de9114a5876a5965e982f488533d951a65d1cb21b653fb0ae4a8c513758d89875c4c77ffb238776f7691c94a37cb1178698833c32b3fdcfebaef1c0b253d2258028736a0367f6867d798fd82f078a37a8d5afc1b22d1f06b663ebe7d875873c0ce8c8fb8d16623724886647c7fa1a550ecf4dcbd3d0ec7380d97841b8b0bcaa5e8724ec7819cdf73eae65d5f2388eac8c8fbccc9	897
b5c1c6451f1f691c	c4973295c08ab803	\\xd62301a1ba21e427ee2b63f1c3421fde	\\x87ab40b987f51e3201e7baf9ca72be671f3f9b5cfa2b71cf154117b52115f8775e1de71ba68b7920c23677fd04c78ec81c93edac8db0ec886708923783fecbc64c9ad110c726e4942c28907fbe30c9d262ff75fc8ced2904c24e8d8e1a22bec034588c44bcfa7e8eecf48ffd9c8cc0bccc1ff9e69ace1d7550fae28cb672c16287c4680763b50e7ba839b1ec4bfd0310c689d39c06f90bb7e761675319c76f440b9162589b601bc07cdaa0df8554413d058173460fe4736dc0d6b6e49c62857f818dfaaa2b63d04151bc2417a324a10e06fae61b181753aeffa3cf292bf411449678749ae7b6d81830f56e0af09bda6b9716ae47f0695b76832dd83b5f3d4154	898
b5c1c6451f1f691c	c4973295c08ab803	\\xa8e500d7725dedfc7cd9ed339d2a4ca5	\\x0879499b87b56c1621c3673d7e17ecea5b9076979a1da83014fcc0f3d9f44b70553ea6667c08b25dad8ea8daafaba823b786ac0337a7bd287ed885d94e0ed358a597c8f792db139d45edf4cad8ffd3b9b6ebf65f629ff8e6b1eac5e7a516b93defd172e524848302d1ab2e85e702556a0b2a894d035e1788cc4e5a5eb942d54f50aae77d441b37035148aa8a3f79b41024de59c7b65f42470b5c97c656821d131b1f14b82c8fe2d1dbdf3e6691621362217eb211c0139bc553a8a016bbfb9ccd77bd3d14910263a7fab960c12f931fc79e65cc1811a0f58908bdc4dc13a8600033ff5638c5a938aa117becd49a97b1cc979d542a55c4eee30af20b80f300c32c	899
b5c1c6451f1f691c	c4973295c08ab803	\\x57c3ece10470a3381bdc8fb3dd16811a	\\x21560aa26080561d8f5ff9a61553b40b0e24cb8c9448625e0773afce68afbdfae9545e20171c20ea3749b6e30b7fbb736c4e6c7aff0fece18344828564e4a589f9df61862ae671fd53344896faf50cf85d11ff9360e789258578b710edb618399a0067818c2fc08e4be7d527a270f1038c3dd3901b29cd6565e767c81ff311689e5b807407fe8cad21b48048168500bde97275b08964b18975a38bd27ad8b55191c7e4087cca3ca805879b2d8819ab3cb533c9fa7b7df5e0fd872d7d8972b0c71e1816dabae5537b39696eab2064aca0eddd71f062d5bd16cc6c3d99089fea7913ad16e6ac07ad03970c5b3b334aab1e6e3dc3eb9449425f28dcb2e90d817ef5	900
b5c1c6451f1f691c	c4973295c08ab803	\\x7f28c4aa1a3862d64aa85ff2631b5d7b	\\x33e5f4b88a7a56b41d583f6c5956880ba349b88e7bc819937f4bdaf45014611f8530acbc6dddae797e9e937ec589424d68afe12ff8de7dd38ba3683e8c582d6d3ae8c76f7c4c112edccdfd75dcb6a4c36c541e44b23e1223cbe3af25c8b5baf140de49d2bf24a97ab8847a8296ae967d2720d0898848042a68770124c4d8df1416067d9460b5c4454bcec594615c6cfcd62b7807a9e08fa410f0af88f135f8cedf225bbfe93b33e383305d0a47c9bd1eb699a78ab9813a44a99d796ad0ee33672a156747d07de0cbe62c25ea817ed8ae69fdd662630bc534c76075f2c89a69a4ee915a2b9df5614c35b431980e5992b64950fac599f6dadc576186032f4bfa5e	901
b5c1c6451f1f691c	c4973295c08ab803	\\x7858e56471497a8412dc0a8f6f9dfa8c	\\x3fc2cc8950ddd12b22ed487d8f6a16e9907628bd56ac513513ac6064a9d7e35fe48ff93fc856a230af91873c99f9bbf0291bf61111a514366f8ce03e3591aafe6887fa32e57282f1a91d51e5c242cf35f5d67419fa6d90c092b2b9fd75aea0650a23f83d2fcff1851ebc5b8ef044043e462023c01e300d9d2b6ed1b6e680be9005181dd2db156467cda2c24febb1b40b4541ed1c71e89c4d4e55779c7ccd2b10837b96eb9840e0ccfb09a1394e276f0c7b4c3affa15a042d7f6e8d9f79cb3e71101c094f8c684fb7f363ad3db2eed49bec0e768d0ac803063b9cfad9297017b8db230823eaeabb9a9e5857d49b3a063ce8b61970207c9ad29f045af7c5a5a708	902
b5c1c6451f1f691c	c4973295c08ab803	\\xb9f20231fd0c109b053eb32776c5881d	\\x08adfb7d927a57af3e0170c2846f0d57482a7b2363d0928da3b1de388c152d59c5e73348733b7bde088925196208b45548c6f17918a44c6ba07ffc36d6e5bd3153b315aedf965c77e6680724762fa2e612435c762f419b401dcaa9d1459cd855eb8e5a0741c94781ce321c2b5afa98fdc04dff5dc96304ce07146312a45b929fceebcfcbd5079469194d7b090402d2b80765f93dc1f46356bee0e1568c03ece234937dd8c0005b6e344b1425e331800cfade5e8b3deb168278ad09b8633fa087fb794b543f169b43afc43aa9ceab2a1b468d0e4a99b2bdc14006a0a07a5508dee224529cabf946d1af514674639dc4b2f1467328cfbd5de970cbfa0001155f3c	903
b5c1c6451f1f691c	c4973295c08ab803	\\xde906265016dec5211e905adb0bb07ba	\\x52036aaf48a7b4c1b6e24ab4a9c6a1a7d43f0660437bd0916ea6e9ac157d2f9c6a3edbe35d9434d0fc1c69902e86ed2043ce463c6296179f06278528755220cebbba5d0afa8b65c164fb3fdd0bbba1b31f5ddd3bcb530398ec1a11fdfc11a483ee8cbc77aa0114aed11dcf93791dd64d7cba24e35d4522f7fe116f9e7a50100df1285ab92f25996365b9f75788407712942795aaf6fcf826e208b8913f340a48a20cf7b42a199cc17422ebd62eb4966021a9a06a6c16fc42327b3202d63a33ccc1f1f6db2c72fa9b7021588054f44783f8d2cb7085e9492868a502a215b302146ed6d06cc08d88f6aefdc7a28c39809c851cc5e037a51f11fc68ccf71daabc06	904
b5c1c6451f1f691c	c4973295c08ab803	\\x46936b45775f07ee432ee25dc0ebf4f6	\\x490cc98fc46429751ca48989838e21ff518a2cf79115b72b9c057ea3a5280801c0b85c53179e72172eda30dcc33981c6b40567a97d7abc2981dca089cbaf3413af36da17424ce68ad07a430ff358374b674add13cc45f1ac751d1d33f76af102283dc4ee4a052cbc64ed001034282868a26bc7277037e5c8d1d6cfe9ce60f7d87296241c7b5947cfb82c12f7bfa62b0220bb6f4c0f260bbb15f32ab3c59dee9c87cc6007b8473a9132b9a04e52aefde33e919edc7e86e8c89131b2c5a66a7f7da0648edc1ac223608ed1d4dc1662adae39bee16d4f26bd6a7f6d0287d425183b9c27b850342fd58d7c370a394999c12c35abf633ab4f34cf7d4f30f003978e78	907
b5c1c6451f1f691c	c4973295c08ab803	\\x1ba001fbe8af3528b793fb7a6624b480	\\xc4fa433a344f16074c2ce7c0a0266fe4eeef76c86646724b5a30b8907be42bf2ca19b9acb41201fc050616c0c914687df8d7e16d5e83e16fd2d45120f8ae55e2abfe244320cf632df2f8fb9eac9bef6f32611b95c5d4773334d2fe221fcd76ec88f81049c6a505df3b4394d45fc35deeb5c76d6ae1e7da9115c04c4b057a81d8cc7f074525c69b7de6210e2451645138e79be874a81899d22cc31c82344d8f74ef307fb3a11041b23853fe285b74408882c860e78f342135adcfccbaddad9c196d9d018f60adccb591990ec7b858eca8d8c909b689cfdd8168176d9251cc1dfe74b7e71f11bd8c2f478db85353b3e952cdd1d05f0ea5558445306bca33abb22f	908
b5c1c6451f1f691c	c4973295c08ab803	\\xa1763a31070fc2d5d468e0248e126e8b	\\x2483d397e89eac0455f7d6ce69c8c3245d14bbb0e4b7cd7adee62fcd62f4cc434a5f66d6b85cacf003db7f8ea1e02f4edc01234a1707db7177fba1d4b93dc8fe13ec87e512c3980357bc473fbce251f2a659a4b845100946bd55cf61b2c46459f858145e808b99b4084a9cc5146ce99d5fae8949bc27a7e7e755a1ed980f37d13a410d43f9b46e5071554741c0e43e75ca056132c57a13c79c3f9851e25a3b864ba6018c4e2848a554395d65c7cce8aeb951afbf2ec2cf1f5650699a5f0368a4c120861e6de456261a95dece96c6add035c290068994c99970bc209e93ecd434166513654c5143920abbefaa9efffcdc04a141fb4c3d87d86c8d4ad555c256cf	909
b5c1c6451f1f691c	c4973295c08ab803	\\xf0a7dced22574418d69d65df1f3fae60	\\xb11e84e8a22a612464da7ca7067e9fbbadf451a91725cf9fccc17da3280bfd7a1512e77a52d23eebf6d73fca04537da305b383e3fde29af3d07d54b79813751a197458a885f290a379c417a5624af0daabaaa46548dfedfefd4020abc38fffe1f0c18971a71f77e1588f850606b7b213ba3393a73b29667d62ca20b1e3e704bd8276602a51b834454d58651211b7f4637fe7d1a3834a733c085e64a979e3b2b05a9589d613dbc5aea4101ad7318d08922e12c6d5207989689fa54bc9028b72428b35c6777b4127a979594468fff6094861482ee6062057c01b93648e0f729461d5096604b8b07cf54b7838924078d9d337c2ac0a0a3107a970b6bc1c34416729	910
\.


--
-- Data for Name: box_key; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_key (meeting, round, wrapped, made, format) FROM stdin;
b5c1c6451f1f691c	c4973295c08ab803	\\x4ab6b909184b52664a96bad5ec8ef84e32345511d67a6ce8a8ef214bb79c6fad8335881355f339cfad53ece5444b5f0ac95be4b8b51b996875abdd50	2026-11-30 21:15:41.670995+00	2
\.


--
-- Data for Name: box_released; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_released (meeting, round, name, sealed, since) FROM stdin;
b5c1c6451f1f691c	c4973295c08ab803	\\x633cbca546b8f7a25cc84649c5bc4aa0	\\x8b9accb7d0afc8d24c331e17be7d26a6c70aaa0bff8667a74c770c80cf6fb4a2f643da82da95507db503848c63489e320599c7bc77c52e81ce413f2ec4f99fa6bc07e5a69743941226c2c0f9b2be808919de177c21f53d6359c1d4b69c5dc27161edc02a0f259d6512a409528d7029b4a9728f38618de764e378dd6e82b15378dfd325b064284fa6de87338c644bc636c409f2191538c366342964407d975f0fac60f3271a002e7d0c4f76f8b932c6f0869310fb4143b747740632dcc2ef80e712bf7e7db686b79e06783247ae683013d085765b104019821a8098dbc16d94008e42c8b8c389580a0a1d7e79359fac83becb1e726bcaea4101328801d8a1f485	906
\.


--
-- Data for Name: box_spent; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_spent (meeting, round, tag, tries) FROM stdin;
b5c1c6451f1f691c	c4973295c08ab803	\\xe0c395330a885550139d67d16dcaa263249543803c7e2ab41e036492ec9fa23e	1
b5c1c6451f1f691c	c4973295c08ab803	\\xd26e09d85ca331a4f243a842989e8b72e6dfbf2fac80b7bc19f2a1c07de2340c	0
b5c1c6451f1f691c	c4973295c08ab803	\\xeeb9b97d0a4cbbe58627677a147ce306d3a65404cb4d99bcdeb303642b394d63	0
b5c1c6451f1f691c	c4973295c08ab803	\\xe4b85d090e8a4e23195bf9e946d6f7afc5edaaee3418ac77a1b9ca9e794b9d1b	0
b5c1c6451f1f691c	c4973295c08ab803	\\x7819715929c5ee8b8cb93f1399fb26293fd587819def5adf31a6c962353fc638	0
b5c1c6451f1f691c	c4973295c08ab803	\\x68a9a67462afb2335baebfce0fdeb824ed4124588ff6f4eefc7dbebfb7cb60c3	0
b5c1c6451f1f691c	c4973295c08ab803	\\xe25e25c1689a490b535a7472dd84f91956bc5affb1551c7f9d891dd73b0dd54f	0
b5c1c6451f1f691c	c4973295c08ab803	\\x2fbe9faf702481cb09b9b620bf752102bb46ce36ce2e2e74dafa77483f06298e	0
b5c1c6451f1f691c	c4973295c08ab803	\\xd27406f2e291cce102a710b8ca95cbeacf41d21ba6fec18e46f22dd81f193d38	0
b5c1c6451f1f691c	c4973295c08ab803	\\x17ac65c9f42190d7bb2f48d13df79f1ca0a8c3a6667fd62286ac2cad89fdc323	0
b5c1c6451f1f691c	c4973295c08ab803	\\xb85626d8d4f997ac8fede1fd00ca8d6cf0b174d39dc168912d2488c5a683db71	0
b5c1c6451f1f691c	c4973295c08ab803	\\x35bc83375e23ceee5d1a749a3b2707f7872d054fe7c361e75b2101146d5f78ed	0
b5c1c6451f1f691c	c4973295c08ab803	\\xf10095788c0303db88477f69a757227fe0883efd8b729354934cc653a930154a	0
b5c1c6451f1f691c	c4973295c08ab803	\\x372eb735d2e12ff4b48f07acfd48a02b43c33d14e02a616e0824a727e875e8db	0
b5c1c6451f1f691c	c4973295c08ab803	\\xb5d065195e974a94b923ec3178d490c3b795118901fb295aa9da8cdb410fdf6e	0
b5c1c6451f1f691c	c4973295c08ab803	\\x4d30ec201bd695748901f9a3dfe8b75ee8d3dd492765322456e2a6ace61b2bbf	0
\.


--
-- Data for Name: box_turnout; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_turnout (meeting, round, node, phone, paper, invalid) FROM stdin;
b5c1c6451f1f691c	c4973295c08ab803	7be40d61	14	2	\\xc97e9f452cb9915a26a459fec9f57a144707583b0ce18a6968b235ae6620188fb70f4fbc69622bac78240529672d66b3d0094476b910164aae41d56a4388bcb4bdde08dabeadf7198dcbaf9a32f7b802ff4c4a4c04e811b90208a47b42afee077731bedfde62aa64e1cb0985716e0e6fd0a5dd13943b1e07fd624fd505a8fa4fd02a290b033576629d5ee83c27dff6521b3b5442f786c9cd55fe113dd5bb6b04ca794a5b795a91e71c8728079ef1751316d3141e2ec1a268dc2910c4be0394ed4b1226b231b739bbb9a9084eacdfb9297bdbfb77d03c29eb587658f5d6862aad81c2e97cd68c043cd94c4d68c19641624262f6e4bdc365151514c7f9875b42f3
\.


--
-- Data for Name: code; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.code (digest, meeting, voters) FROM stdin;
\\x15d9683724b39d0821b040f6e76d844f004925c57bc80dc38b1fc3ed8e495fa4	c010ddef79566c63	0
\.


--
-- Data for Name: key; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.key (digest, meeting, role) FROM stdin;
\\x4648ee101882e65b50da759597b7b3cafe72fe7c10003600af6743c37f46401b	9a52f1c30f4d10b0	chair
\\xe440b58840bad4ce99837a910fcc67018403ed84cccda47d4d03442fbe34e6b0	9a52f1c30f4d10b0	screen
\\x19e839b5272024863c836f2cbc65ff15ce15e5b420d8d883eda3d6cc11d85456	9a52f1c30f4d10b0	desk
\\xbe1c02f5bb21e617dee5970f24865d923580c7b1ec15c42213666bcb9807910d	c010ddef79566c63	chair
\\xb4a316e1a1359f73e50904df35010ffa61a841db0528b181e95d7ed7f3bcf497	c010ddef79566c63	screen
\\x8ef0784deaf7808cd64d0d79bdc6815f6aae91fd320add4c541d66394be1db36	c010ddef79566c63	desk
\\x9755818d4942de0b988b4b7715ff2c2b1e2b895ed9c1831016333558f7ca8774	b5c1c6451f1f691c	chair
\\xac8125f29f30ee2c04cc75b346343c1acd4b17c2db3587bc303090ea7c95fb0e	b5c1c6451f1f691c	screen
\\x1e8297482578ab8f5b558177c05a9dc32b1e74480e0ea2efc6de19174540111e	b5c1c6451f1f691c	desk
\.


--
-- Data for Name: log; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.log (meeting, number, at, role, act, detail, chain) FROM stdin;
9a52f1c30f4d10b0	1	2026-12-01T05:15:38+08:00	admin	create	{"title":"2025年度述职评议会"}	dedf9771daeadbafd49e335db82dd0800c294ca3d66351642baf6d52bfd41edb
9a52f1c30f4d10b0	2	2026-12-01T05:15:38+08:00	desk	cards	{"batch":"33a9af01","count":7,"group":"街道班子成员","part":null,"recuse":null}	ccbd4bc7d76e02e7260c7673371559ee41e13cdfd8aeddc10f840707ad02595a
9a52f1c30f4d10b0	3	2026-12-01T05:15:38+08:00	desk	cards	{"batch":"1b5766e6","count":8,"group":"党员群众代表","part":null,"recuse":null}	318c23b61e3356a77aa508dc4fe6fbce24ace2ef66a7bb4c1f88a15827d2a0fc
9a52f1c30f4d10b0	4	2026-12-01T05:15:38+08:00	desk	cards	{"batch":"31b6cc42","count":1,"group":"党员群众代表","part":null,"recuse":"s2"}	e169b3dee6a34c34ceaffeb8449ff0aec180ea5b19e4ed79ff94d65952854560
9a52f1c30f4d10b0	5	2026-12-01T05:15:38+08:00	desk	cards	{"batch":"b31bac7d","count":1,"group":"街道班子成员","part":null,"recuse":null}	26c35477a10f4f035e21ad069bd316816e4ad38aeb1b94efd90dc48fde17d115
9a52f1c30f4d10b0	6	2026-12-01T05:15:38+08:00	desk	void-cards	{"batch":null,"count":1}	d08f111c79959f5e621c874cda29abbabf140c51f1aa8fb5bdfcbf1b6765bc07
9a52f1c30f4d10b0	7	2026-12-01T05:15:39+08:00	desk	phase	{"phase":"live"}	8745e62f38f14aebb25a101536882dd35df94fb828f3f1a60a4f9adf7e626cc6
9a52f1c30f4d10b0	8	2026-12-01T05:15:39+08:00	chair	open	{"part":"上述","round":"c83d89c5d63ce260","seconds":null,"subjects":["s1"],"transport":"http"}	0d697acc1f5aee8d11e4c724c65d67d7b7f0204f877ed5d0c3b11c8c3d161aee
9a52f1c30f4d10b0	9	2026-12-01T05:15:39+08:00	chair	void	{"reason":"宣读有误，重新投票","round":"c83d89c5d63ce260"}	5a50c504e78b6e0951d9527050e27fc049b02d096e1fce54608dd1efe14a70ed
9a52f1c30f4d10b0	10	2026-12-01T05:15:39+08:00	chair	open	{"part":"上述","round":"6a1514e4f56ce2b7","seconds":3600,"subjects":["s1"],"transport":"http"}	8371f4d768ddb1fe45fe83dd24965efbc38ad18b407ca62b7a7263fffa7f145f
9a52f1c30f4d10b0	11	2026-12-01T05:15:39+08:00	chair	extend	{"round":"6a1514e4f56ce2b7","seconds":60}	5c5ff2e8edee85c2cfdd7de8421809978e8d556abc9eaf9a605736425edaf0e1
9a52f1c30f4d10b0	12	2026-12-01T05:15:39+08:00	chair	hold	{"paper":2,"round":"6a1514e4f56ce2b7"}	ee05eeaffd122772f71a76f5ce87e02dc185ca99f56f1cbfc2d19a99fd8fef28
9a52f1c30f4d10b0	13	2026-12-01T05:15:39+08:00	desk	close	{"round":"6a1514e4f56ce2b7"}	73ffbf07f6ed1991b2a2eedddb079e9adec6ce2bb074ba62a6826e37e13fa4b4
9a52f1c30f4d10b0	14	2026-12-01T05:15:39+08:00	server	counted	{"round":"6a1514e4f56ce2b7"}	6b54f9cca05f7bffa8fa2accd517790205608502e8c16194e6addb49ef14e852
9a52f1c30f4d10b0	15	2026-12-01T05:15:39+08:00	chair	publish	{"rounds":["6a1514e4f56ce2b7"]}	add669c1fa82ea9bf546dc133ba496c6cea1adce02f0eec552d6676f629ccdae
9a52f1c30f4d10b0	16	2026-12-01T05:15:39+08:00	chair	open	{"part":"上述","round":"36a9047796976062","seconds":null,"subjects":["s2","s3"],"transport":"http"}	5cb9dcb9193fe10073053cd50bba06adf342fde0692f5439a3c0723c656955a5
9a52f1c30f4d10b0	17	2026-12-01T05:15:40+08:00	chair	close	{"round":"36a9047796976062"}	a721eea7b3c82bd3d1f6de8a9ade1324360d76593b504eca22e7ee19973cb1b6
9a52f1c30f4d10b0	18	2026-12-01T05:15:40+08:00	server	counted	{"round":"36a9047796976062"}	2b1e7cd812d28d0a9b51f390337d8d5a93b3bc18e683eb772a610ee8e6975527
9a52f1c30f4d10b0	19	2026-12-01T05:15:40+08:00	chair	publish	{"rounds":["36a9047796976062"]}	018822e0b5d8cdf7f7d9bd9026b81e23a10575e9571037c88b86e325d25602de
9a52f1c30f4d10b0	20	2026-12-01T05:15:40+08:00	chair	open	{"part":"下评","round":"e5d47ebd70cf7591","seconds":null,"subjects":["s4","s5","s6"],"transport":"http"}	67cabca6b5ffab20d5f940e2c35e9a92a6375ee45f3173a0f5ba7790943c24a2
9a52f1c30f4d10b0	21	2026-12-01T05:15:40+08:00	chair	close	{"round":"e5d47ebd70cf7591"}	63c91bf9a51369d8c77a9672b3e4b00bb7a6e29ebaccb0bf98c29f59d9101e33
9a52f1c30f4d10b0	22	2026-12-01T05:15:40+08:00	server	counted	{"round":"e5d47ebd70cf7591"}	553dc35f4e17058b3b26b882ace10cdf9f08db22de368697724a349ee926b37c
9a52f1c30f4d10b0	23	2026-12-01T05:15:40+08:00	chair	publish	{"rounds":["e5d47ebd70cf7591"]}	509f02a0101480b052d376072daaf57a887c8bdcd4d1e832fdf80b043d904734
9a52f1c30f4d10b0	24	2026-12-01T05:15:40+08:00	desk	entered	{"subject":"s7","value":{"score":"8.0"}}	237a24681d5aea98b5cce443f148b203cb7e26ae071e37f69ddf820a1cfc982d
9a52f1c30f4d10b0	25	2026-12-01T05:15:40+08:00	desk	entered	{"subject":"s8","value":{"score":"8.1"}}	73cf6f886cc4df03cb9465fe54b64986d49c49d7c69ff7a752dda2a433b8ac9d
9a52f1c30f4d10b0	26	2026-12-01T05:15:40+08:00	desk	entered	{"subject":"s9","value":{"score":"8.2"}}	4bf25809806955dc31495346b29708cb85f40d3e675aa9937a56af64534a3b26
9a52f1c30f4d10b0	27	2026-12-01T05:15:40+08:00	desk	adjustments	{"subject":"s1","value":[{"points":"-0.5","reason":"材料报送迟延"}]}	4e30d8e7b7d997dfa411e0c98f178454d4ef8397fc893c3db4781bbb9d596cd2
9a52f1c30f4d10b0	28	2026-12-01T05:15:40+08:00	desk	flags	{"subject":"s3","value":["被通报批评"]}	dd4ccd1bdb9d783e1229e9d9b12453dafe333f4eecf29620678afff114497bd6
9a52f1c30f4d10b0	29	2026-12-01T05:15:40+08:00	desk	attendance	{"absent":0,"present":16}	851574ecca637a34445f8c71c02ef612aa87f7f2cce3e50c19a36e3f3e09280f
9a52f1c30f4d10b0	30	2026-12-01T05:15:40+08:00	desk	phase	{"phase":"certified"}	ba2e5e4dd9484a62d9f343278823f7ed72c5c34dac60ffb09a82ca6e7d0b3417
9a52f1c30f4d10b0	31	2026-12-01T05:15:40+08:00	desk	decisions	{"subject":"s2","value":{"grade":"好","reason":"综合日常表现"}}	d5c9ef7f8633342bab132f5027c9311499ad461b766655894fa121017628574b
c010ddef79566c63	1	2026-12-01T05:15:40+08:00	admin	create	{"title":"扫码入场测评"}	6937d72a6dca5f4b40135a60a22e5aa85a53059bd7a4f44f3d83240ce74efdd5
c010ddef79566c63	2	2026-12-01T05:15:41+08:00	chair	open	{"part":"上述","round":"fa9d66120ae61675","seconds":null,"subjects":["s1","s2"],"transport":"http"}	2bf05b9e92247a6da637dcc486297edba2d52e03d7e9ffce2cf66ae4e1e2d7f0
c010ddef79566c63	3	2026-12-01T05:15:41+08:00	chair	close	{"round":"fa9d66120ae61675"}	bf0c02e38a3de93523031449d20d5d119841e0fe80350254115816f7b9cbe090
c010ddef79566c63	4	2026-12-01T05:15:41+08:00	server	counted	{"round":"fa9d66120ae61675"}	d889e2b2055681e008e1fb85f86d2661e41832f238b9f17978910f8d95bda382
b5c1c6451f1f691c	1	2026-12-01T05:15:41+08:00	admin	create	{"title":"支部书记现场测评"}	e5b8d5e5747e6e3bc4e6392c5c1e0e68e1c9b7ecd620e16245af00a3a72a0be6
b5c1c6451f1f691c	2	2026-12-01T05:15:41+08:00	desk	cards	{"batch":"44d8e57e","count":20,"group":"全体","part":null,"recuse":null}	341b9814a278cd9b8541bc3fa3879956f4cb025477d38cad1cc547d5dc04210b
b5c1c6451f1f691c	3	2026-12-01T05:15:41+08:00	desk	cards	{"batch":"5f469598","count":1,"group":"全体","part":null,"recuse":null}	349dacdf7fb68c9220b2ff711c96428f709b77a71270ef512354676f9fd0b441
b5c1c6451f1f691c	4	2026-12-01T05:15:41+08:00	desk	cards	{"batch":"0574bad5","count":1,"group":"全体","part":null,"recuse":"s3"}	9537d03974ed3e05f6cfaca66245848afca433804cd9e082a9024f3010a3cfaa
b5c1c6451f1f691c	7	2026-12-01T05:15:41+08:00	chair	close	{"round":"0274b878e5c087af"}	4e5d34e4e9429f1cc425abd8978181bd6fa2ef3faa145b800860af3ac9921ace
b5c1c6451f1f691c	9	2026-12-01T05:15:41+08:00	chair	publish	{"rounds":["0274b878e5c087af"]}	7979d0c75c1e2dcd36e8860f2ad30a89818cb07448acda78f4baed6f12030165
b5c1c6451f1f691c	10	2026-12-01T05:15:41+08:00	chair	open	{"part":"上述","round":"c4973295c08ab803","seconds":null,"subjects":["s2"],"transport":"http"}	cf2a75a74c146300aeb56af6000e53747c6319e45040ff974e7062c364d67195
b5c1c6451f1f691c	11	2026-12-01T05:15:42+08:00	desk	void-cards	{"batch":null,"count":1}	cc6b3957235f5c79057e5f91cda80aeaf907bc68241b8f9f2ec2f987c6ef7e30
b5c1c6451f1f691c	5	2026-12-01T05:15:41+08:00	desk	phase	{"phase":"live"}	01767da8ef774104a6f37b9694556416c7549259e1da9f08ebda7725fd55124e
b5c1c6451f1f691c	6	2026-12-01T05:15:41+08:00	chair	open	{"part":"上述","round":"0274b878e5c087af","seconds":null,"subjects":["s1"],"transport":"http"}	2ba803655346b01af09936b4155330f00cfcd6e70ed1ec17684f12d39d34a83c
b5c1c6451f1f691c	8	2026-12-01T05:15:41+08:00	server	counted	{"round":"0274b878e5c087af"}	1e1ebd6c6adda67feaf30d0a6567b1c05d2f364a8cf695645a96862dbc5db641
\.


--
-- Data for Name: meeting; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.meeting (id, phase, version, body, digest, rotating) FROM stdin;
9a52f1c30f4d10b0	certified	21	{"additions":{"adjustments":{"s1":[{"points":"-0.5","reason":"材料报送迟延"}]},"decisions":{"s2":{"grade":"好","reason":"综合日常表现"}},"entered":{"s7":{"score":"8"},"s8":{"score":"8.1"},"s9":{"score":"8.2"}},"flags":{"s3":["被通报批评"]}},"admitting":true,"attendance":[16,0],"document":{"admission":"cards","date":"2025-12-18","expected":16,"groups":[{"name":"街道班子成员","weight":"0.6"},{"name":"党员群众代表","weight":"0.4"}],"ids":[["s1","s2","s3"],["s4","s5","s6"],["s7","s8","s9"]],"join":"fixed","language":"zh","organisation":"临江街道党工委","parts":[{"form":{"explain":[],"guidance":{"about":2,"bands":["一般","差"]},"id":"secretary","items":[{"abstain":false,"key":"overall","title":"总体评价","weight":"1"}],"limits":[],"notes":[{"key":"problems","max":500,"title":"问题和不足"},{"key":"suggestions","max":500,"title":"意见建议"}],"scale":{"max":10,"min":1},"title":"党支部书记抓基层党建述职评议表"},"groups":["街道班子成员","党员群众代表"],"name":"上述","source":"ballots","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"0.6"},{"form":{"explain":[],"id":"committee","items":[{"abstain":false,"key":"overall","title":"总体评价","weight":"1"}],"limits":[],"notes":[{"key":"problems","max":500,"title":"问题和不足"},{"key":"suggestions","max":500,"title":"意见建议"}],"scale":{"max":10,"min":1},"title":"党委书记抓基层党建报告评议表"},"groups":["党员群众代表"],"name":"下评","source":"ballots","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"0.3"},{"form":{"explain":[],"id":"plain","items":[{"abstain":false,"key":"score","title":"评分（1 分最低，10 分最高）","weight":"1"}],"limits":[],"notes":[],"scale":{"max":10,"min":1},"title":"评分表"},"groups":["街道班子成员","党员群众代表"],"name":"日常考核","source":"entered","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"0.1"}],"quorum":"2/3","retention_days":null,"rules":{"bands":[["好","9"],["较好","7"],["一般","4"],["差","0"]],"decimals":3,"empty_group":"renormalise","min_group":5,"quota":{"at_or_below":"较好","share":"0.4","tolerance":"0.05"},"trim":0,"veto":{"bands":["一般","差"],"grade":"差","over":"0.3"}},"show":"live","title":"2025年度述职评议会","voters_see_results":false},"ended":1796073340.6088164,"format":2,"ids":9,"open_air":true,"timer":null,"url":"http://vote.example:8000","view":["result",null]}	\\x430591fe790f9c92b6d9a828152910edbf94022ad76aef337422549d2bd4a8f0	0
b5c1c6451f1f691c	live	7	{"additions":{"adjustments":{},"decisions":{},"entered":{},"flags":{}},"admitting":true,"attendance":[null,null],"document":{"admission":"cards","date":"2025-12-20","expected":24,"groups":[{"name":"全体"}],"ids":[["s1","s2","s3"]],"join":"fixed","language":"zh","organisation":"","parts":[{"form":{"explain":[],"guidance":{"about":2,"bands":["一般","差"]},"id":"secretary","items":[{"abstain":false,"key":"overall","title":"总体评价","weight":"1"}],"limits":[],"notes":[{"key":"problems","max":500,"title":"问题和不足"},{"key":"suggestions","max":500,"title":"意见建议"}],"scale":{"max":10,"min":1},"title":"党支部书记抓基层党建述职评议表"},"groups":["全体"],"name":"上述","source":"ballots","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"1"}],"quorum":"2/3","retention_days":null,"rules":{"bands":[["好","9"],["较好","7"],["一般","4"],["差","0"]],"decimals":3,"empty_group":"renormalise","min_group":5,"quota":null,"trim":0,"veto":null},"show":"live","title":"支部书记现场测评","voters_see_results":false},"ended":null,"format":2,"ids":3,"open_air":true,"timer":null,"url":"http://vote.example:8000","view":["round",null]}	\\xe6a1f2c60f9bf5b68afed3e38089e515f9fa42337cccd9baa9af1d5c999bb85b	0
c010ddef79566c63	rehearsal	1	{"additions":{"adjustments":{},"decisions":{},"entered":{},"flags":{}},"admitting":true,"attendance":[null,null],"document":{"admission":"open","date":"2025-12-21","expected":20,"groups":[{"name":"全体"}],"ids":[["s1","s2","s3"]],"join":"fixed","language":"zh","organisation":"","parts":[{"form":{"explain":[],"guidance":{"about":2,"bands":["一般","差"]},"id":"secretary","items":[{"abstain":false,"key":"overall","title":"总体评价","weight":"1"}],"limits":[],"notes":[{"key":"problems","max":500,"title":"问题和不足"},{"key":"suggestions","max":500,"title":"意见建议"}],"scale":{"max":10,"min":1},"title":"党支部书记抓基层党建述职评议表"},"groups":["全体"],"name":"上述","source":"ballots","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"1"}],"quorum":"2/3","retention_days":null,"rules":{"bands":[["好","9"],["较好","7"],["一般","4"],["差","0"]],"decimals":3,"empty_group":"renormalise","min_group":5,"quota":null,"trim":0,"veto":null},"show":"held","title":"扫码入场测评","voters_see_results":false},"ended":null,"format":2,"ids":3,"open_air":true,"timer":null,"url":null,"view":["round",null]}	\\xb9ddd066d05c66529ceff0dbab88e6cdefc30234eacec770847053be577b338c	0
\.


--
-- Data for Name: migrated; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.migrated (number) FROM stdin;
1
2
3
\.


--
-- Data for Name: presence; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.presence (meeting, node, joined, seen) FROM stdin;
9a52f1c30f4d10b0	7be40d61	0	2026-11-30 21:15:40.278473+00
c010ddef79566c63	7be40d61	0	2026-11-30 21:15:41.27444+00
\.


--
-- Data for Name: retry; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.retry (meeting, round, digest) FROM stdin;
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x0ba752097a563a87b59cb24f05e537e8c9b616d2f50b0ae7ea4ded50a8341a7c
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x1f0599a3802b1670d2f6b48a435713a47784b4b575933845ce7a4dc30bafdbc4
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x2a88d75554c338ceb0a8bdec47b0c605ed8c5ef104f2eefc22e11057eba36480
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x329f4d3a8abfadb02a9504a79308c8d20201dc1a8549aa7ea1e3123d517afc9d
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x488272d329c0b51b6d45cecc035fe815c0247c319608f75f89a5c67eff209e1b
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x4947659bc71fc4d9d2ff866af01d0745fac09455c1af0650b4b1f52119eb8b6f
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x4a2f465fb0170eacb079d15a1ffbb38347f2f92e175455c168d41ddc7f1542be
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x76817e507121354958d4b12380c4ae910962f98ea39c22cddae9c49604becd35
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x83a6af330a399bd2fb8e107b66feb8a0be590d9b86081dc0248602408c0840ba
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x9d0734e705030a2824120e1a930c756b7229ff05495dc4664b989962af81bccf
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x9d7be361802c68d74f1e9c19cd5d46251b0ef3f1a7f1189026c8a2f31ea02073
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x9f073166e1be92f73bdcc1280df34d1db81ac6e602b62d764ff791771bf36434
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\xad50762922cdc55abdf7cf77f05018cbac5b4374939b805afcdb25a31b85e4d4
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\xc90d8699deef7dc8aef1206b80af4bcdc423f8ed20369b8c7e554211fd8d1bb4
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\xe521095e9e43b4c7381295742b50b873f2b9580915d28031ee6ed5d75a423c08
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\xf17ec765a780ed3d494fac901357bb4cf4fd6747c6d1a3c4dbde4b0ebfaaaaa0
9a52f1c30f4d10b0	36a9047796976062	\\x12d1c2c1142b3ebe5ed32dfaaac5e6a5b36d90324dafe6775ab0114c6d09c03f
9a52f1c30f4d10b0	36a9047796976062	\\x17593e38c3f0edc6dd14513029cf6edf464c03e704a45a395a5e8cab58f4f15c
9a52f1c30f4d10b0	36a9047796976062	\\x37a1d5d5fe38cf0caad3bee9efedf7299a4a22f28d9a91cf8592db55f928a670
9a52f1c30f4d10b0	36a9047796976062	\\x4e5175a709ee3de34c23461c8a600d87b635ddfa7c067c599c3c60dc6611e718
9a52f1c30f4d10b0	36a9047796976062	\\x5ef6db98141997380fb448b5e840fd7085b97d9649ff5f2242c48dd96ba424c5
9a52f1c30f4d10b0	36a9047796976062	\\x61c592d614f2e24a1b9ec9aab1263b3a78838fca1acebb67bc2d979696d17d61
9a52f1c30f4d10b0	36a9047796976062	\\x8583492ba52d26b8e02941d0412513ba5201aee12373186c22e36eefc6ef35aa
9a52f1c30f4d10b0	36a9047796976062	\\x9309c5c0a5d1051b3766d5c10683441d02ed4edf4b182e01e0bd52ff8ae3dd2d
9a52f1c30f4d10b0	36a9047796976062	\\xa5527838dd386dff43fcbacbf640cc9fa1d47a814f7b74885e49c180cfaa0669
9a52f1c30f4d10b0	36a9047796976062	\\xae5eb7f6e21e37c6a79973e35a3657b215950e82ddfe5aa0f341302db66d2b59
9a52f1c30f4d10b0	36a9047796976062	\\xbd8d40b4000f4c0ddaa640ee685be2b8f97584fa6f5eb0327f32f299ac5ed901
9a52f1c30f4d10b0	36a9047796976062	\\xd5ca6ef14771be9d6880dc684e09c3c57d2dc232b4db1f33ac4daac93100186f
9a52f1c30f4d10b0	36a9047796976062	\\xda648b5508bbb15f751b8bb3033992749d41fd84a33f708888ae6d79238f69c3
9a52f1c30f4d10b0	36a9047796976062	\\xe98dd53677079493a479e3a29a547c8e15fc700ee07f506590fa34e57f8c2fac
9a52f1c30f4d10b0	36a9047796976062	\\xecc5d9cea18e43612a9d1e28ad2ca716cc304778b557554af4493c09aa918863
9a52f1c30f4d10b0	36a9047796976062	\\xfee3c30feab6a1e3bf933c8341da90d9361d5e9a7a2a3611bfa0716708fb1d41
9a52f1c30f4d10b0	e5d47ebd70cf7591	\\x0401e55728894da2911e6a90c168ab1eaa37eca2cb9979109e4d2a13866a47fd
9a52f1c30f4d10b0	e5d47ebd70cf7591	\\x27a03790a8aa406314d3d4c939a4b0417253a7f688d3ddcf0f16fbdea92e01e6
9a52f1c30f4d10b0	e5d47ebd70cf7591	\\x27a16eb8d903b55a5ce1a9f9fe5ca7cd94e31a2b4475f0d329991d3baa38df1f
9a52f1c30f4d10b0	e5d47ebd70cf7591	\\x51e001baf6e42a1d0c50581284a80062804ddc2d721d03b1583cc957079f9a2d
9a52f1c30f4d10b0	e5d47ebd70cf7591	\\x806ef12d9285832fd58a3c6cfad36fe96ae343b6dbf8cf745a8dc125f1d0d3f5
9a52f1c30f4d10b0	e5d47ebd70cf7591	\\x8eb74dde9eaad367e5e278d6990eab1e0992d23cae8d0d3d7fc558dbafbed069
9a52f1c30f4d10b0	e5d47ebd70cf7591	\\x92fbcc225218bd075099add4ac5c898b2dfc4c49e114eccbb1b3b9d67b3046b0
9a52f1c30f4d10b0	e5d47ebd70cf7591	\\xc825ba36a2fce18aa2a55f58d705d1c10e31a5707208c81b01bfe431b1c33cea
9a52f1c30f4d10b0	e5d47ebd70cf7591	\\xf58dfca36eb1f58ae3894c6c572a7e7debdd7466e1a160789442d7e9859d224c
c010ddef79566c63	fa9d66120ae61675	\\x1414fce406a8fb0dd7aa24e5d79bb3be2332cdd18ca9772abd4ffcad3e76c1ef
c010ddef79566c63	fa9d66120ae61675	\\x2b6afc0ee7eb468bb1fcc473053701f011cf2999803487457abde39e4d2245a5
c010ddef79566c63	fa9d66120ae61675	\\x5fdaebed2fca6eaa202db9e11a54faa6b4aca9f5e9cf816fd9d84dceaac5eff0
c010ddef79566c63	fa9d66120ae61675	\\xa406eb1f8afdbe13715a63a8edbf33b6cf2d2acf86a6f04b0a026c067c24bd67
c010ddef79566c63	fa9d66120ae61675	\\xeaa364a94ea6883b8429e8f71612d48e315efa61cb6205ae201aae9373d356aa
c010ddef79566c63	fa9d66120ae61675	\\xec7b73f2d2505c52fafee2c324bcbd07c9d1a4f8c9f768a62fdf6c4ac34b5396
b5c1c6451f1f691c	0274b878e5c087af	\\x2887355183426f99349ecda810efefd9432bf0c768fbde3218a47136cfe3bfcc
b5c1c6451f1f691c	0274b878e5c087af	\\x4afc7a256b399ed4f565e6ea500342d571bd7aaab73519dc34b06db91d854560
b5c1c6451f1f691c	0274b878e5c087af	\\x4bc410911663a5b2a56b8d9ed22e3f3662629715883473e11545220e081841cc
b5c1c6451f1f691c	0274b878e5c087af	\\x50df54cec9ce1958052dd6b258da827577be2411aecc09f6f42615230c3b4805
b5c1c6451f1f691c	0274b878e5c087af	\\x9519c077ba79040260b3f32df75963894742b9fcf7895c7a8e366028e27fab16
b5c1c6451f1f691c	0274b878e5c087af	\\xaf486f146f5d9a7064d93b774df8a6898938c73cb29e912a7afd90c9dd2e9b42
b5c1c6451f1f691c	0274b878e5c087af	\\xb88e15ead2e0f53a54237302a3a118869924a48288bce62011bee11ff4694169
b5c1c6451f1f691c	0274b878e5c087af	\\xb911334c193e662ae7a52ac2b60bcbdc2c050045ab49163973c88ea99b1cda01
b5c1c6451f1f691c	0274b878e5c087af	\\xc263e1413b92a4b018caeb5988a1f7f82a3568ea26ed2f1b311734376d972d97
\.


--
-- Data for Name: revision; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.revision (meeting, number) FROM stdin;
9a52f1c30f4d10b0	32
c010ddef79566c63	10
b5c1c6451f1f691c	11
\.


--
-- Data for Name: round; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.round (id, meeting, number, state, body, digest) FROM stdin;
c83d89c5d63ce260	9a52f1c30f4d10b0	1	voided	{"awaited":0,"closed":"2026-12-01T05:15:39+08:00","counts":{"abstained":0,"eligible":0,"invalid":0,"paper":0,"phone":0},"emptied":true,"format":2,"id":"c83d89c5d63ce260","left":null,"number":1,"opened":"2026-12-01T05:15:39+08:00","part":"上述","reason":"宣读有误，重新投票","rows":null,"since":1796073339.0725665,"state":"voided","subjects":["s1"],"unconfirmed":false}	\\x6c7330cbaa4cf0ffaa4536ef116a4f5dab70636a82e6ff4c606147ddf344b698
e5d47ebd70cf7591	9a52f1c30f4d10b0	4	published	{"awaited":0,"closed":"2026-12-01T05:15:40+08:00","counts":{"abstained":0,"eligible":9,"invalid":0,"paper":0,"phone":9},"emptied":false,"format":2,"id":"e5d47ebd70cf7591","left":null,"number":4,"opened":"2026-12-01T05:15:40+08:00","part":"下评","reason":null,"rows":"750e9c8f6b548a7532f33bd9c53a59298abac9bbf7c9fd2d1b883c6d4b19e0f5","since":null,"state":"published","subjects":["s4","s5","s6"],"unconfirmed":false}	\\x2437dbcb9b56bc5b053d7fa077dd8599e2c08645a882694988f7364f8db18ac0
6a1514e4f56ce2b7	9a52f1c30f4d10b0	2	published	{"awaited":0,"closed":"2026-12-01T05:15:39+08:00","counts":{"abstained":0,"eligible":16,"invalid":1,"paper":2,"phone":14},"emptied":false,"format":2,"id":"6a1514e4f56ce2b7","left":null,"number":2,"opened":"2026-12-01T05:15:39+08:00","part":"上述","reason":null,"rows":"e66dbe1caf8c19afcfe8d05176afc3af1167fd4f5072d21f662aa5d7dc0a245d","since":null,"state":"published","subjects":["s1"],"unconfirmed":false}	\\x7daf67a571dfa2e604418d5670ce94ef09cf7e297029f71aeeddb1aad94be3ec
36a9047796976062	9a52f1c30f4d10b0	3	published	{"awaited":0,"closed":"2026-12-01T05:15:40+08:00","counts":{"abstained":0,"eligible":16,"invalid":0,"paper":0,"phone":16},"emptied":false,"format":2,"id":"36a9047796976062","left":null,"number":3,"opened":"2026-12-01T05:15:39+08:00","part":"上述","reason":null,"rows":"20735c5784787b3db361e78b4e477a443e527e0c6b8df0570aebf92acde097f1","since":null,"state":"published","subjects":["s2","s3"],"unconfirmed":false}	\\xfabc7f98526ac6bdaaec9ba7f520dad197b0106334136550e270d76248afd196
fa9d66120ae61675	c010ddef79566c63	1	closed	{"awaited":0,"closed":"2026-12-01T05:15:41+08:00","counts":{"abstained":0,"eligible":6,"invalid":0,"paper":0,"phone":6},"emptied":false,"format":2,"id":"fa9d66120ae61675","left":null,"number":1,"opened":"2026-12-01T05:15:41+08:00","part":"上述","reason":null,"rows":"9b1e08c3c747ae52b30a090db649a14b9fa16bf5fe23ff7861d339bac90bece0","since":null,"state":"closed","subjects":["s1","s2"],"unconfirmed":false}	\\x4e0d153b01b3fe319c26c66130b0b7a26efcb633003a28de9c2afab2fcc6cb0c
0274b878e5c087af	b5c1c6451f1f691c	1	published	{"awaited":0,"closed":"2026-12-01T05:15:41+08:00","counts":{"abstained":0,"eligible":22,"invalid":0,"paper":1,"phone":8},"emptied":false,"format":2,"id":"0274b878e5c087af","left":null,"number":1,"opened":"2026-12-01T05:15:41+08:00","part":"上述","reason":null,"rows":"4e6e50a071be8b270d88f0f4dfe27f1c4a3827c15ed16c060692898b33ac4ff2","since":null,"state":"published","subjects":["s1"],"unconfirmed":false}	\\x78cba6a2659d3b686eeb3c9829715645e4ee4285f2f5c99e0209650c0bd40a48
c4973295c08ab803	b5c1c6451f1f691c	2	open	{"awaited":0,"closed":null,"counts":{"abstained":0,"eligible":0,"invalid":0,"paper":0,"phone":0},"emptied":false,"format":2,"id":"c4973295c08ab803","left":null,"number":2,"opened":"2026-12-01T05:15:41+08:00","part":"上述","reason":null,"rows":null,"since":1796073341.6682873,"state":"open","subjects":["s2"],"unconfirmed":false}	\\xfe52e59aaad7fd3cae50e915fa0af8c9e831198111e04b43a4bf8611ea9cd8de
\.


--
-- Data for Name: spent; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.spent (meeting, round, tag, tries) FROM stdin;
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x0084d0ab8c59492bf63ac85774aec23bf4edc1ccb7abbb6aaba71c7b67a32f28	0
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x1ccfa0030bcadd83c125a26319221059c754e12902bc22852653816ff3dd027d	0
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x22780ec14e29bffc028de905703f72406188eb494e491c5a957c869326a9c536	0
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x243818820b72b57fb4a63685dd3ae56b7dbc6ea008cb426629c71f6ab3ea24d6	0
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x2ee7ef11708d8849ac1bc7c09693ba8f8e1c21ca83cf53ffea14146e6c0cf7a2	0
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x3eab6542707c0059a81e982a26396821d7358e52dbba7b756411c855fde2a67d	0
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x5682fec8a355d86555a7fd3afc1f0843a9f00345b7c24453df8f7cdaeb74c8e9	0
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x84d76a5be370bf5d7542d45a0fc230223b328f2d1ac0d9e20c722aa1dcbc28e1	0
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\x986080499565f0796ddbf7c50d0f111074694022047961b86534624c6f706ae3	0
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\xa32401eb6bf1d066f52b75b2d33fb14bb30ecf45697c9bea8178cfa548e95b30	0
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\xb9eea2dfd07d4f13cd6498e79904be2f6f02f4801b5deea6fce06ed334cf096a	0
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\xc948f26c6151c8a0e22d08adcfd8bd65cf61ce25bf1817077d9dcbb5d81b340d	0
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\xdd0223c6f1f4759a6be961630189e82078792c164e461fcb9dcf8cd6fce87fca	0
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\xdfd4c5c5511adb06825112323087676aaead7f349c3cdfb2b9dcd47289067c23	0
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\xf83dd043bf9a9ad735d03a62e161e7286abea514ddc97887c67dd00a01f11c3e	0
9a52f1c30f4d10b0	6a1514e4f56ce2b7	\\xfac35ac758dbee23dc82c79d39aae19e63e41961143fc4a8402471f2e2b16255	0
9a52f1c30f4d10b0	36a9047796976062	\\x0f794581e82e1ed51c5e9245a5474f319522b460b3810f996bfcab1c282035fd	0
9a52f1c30f4d10b0	36a9047796976062	\\x58314a57417d3cdce6b3b7aba29e365600eddd0fa9d83b1886f842846fa23ec1	0
9a52f1c30f4d10b0	36a9047796976062	\\x5e0a9c6ed0e89119b286b05094b7f3015547278f33e4abbc0389575d535183da	0
9a52f1c30f4d10b0	36a9047796976062	\\x688da37b57415c4a4408d7674289c99d0f5aa65ea9875a40e2a9578192d656ac	0
9a52f1c30f4d10b0	36a9047796976062	\\x777ebaadc52611125ee83953d7db06314dfe6a20316eea05981035c2c4ef1e7f	0
9a52f1c30f4d10b0	36a9047796976062	\\x8d89ad1639f252165e9ba797565fbe73e21769b570fc398acd0004d3b8866954	0
9a52f1c30f4d10b0	36a9047796976062	\\x8e88e7eed6461a4e38835a6db98cb140ecf96098b3f0f2f038667dd27569d013	0
9a52f1c30f4d10b0	36a9047796976062	\\x9b559edd9b484576c582f28b3d95ee4c37718b7e8d85b86a032a673a44270b73	0
9a52f1c30f4d10b0	36a9047796976062	\\xa252d071022d775693915a96ddfb46c131fa5725b3b1a050733edef8768437e7	0
9a52f1c30f4d10b0	36a9047796976062	\\xa53a8fbc2c107fdbe91927f5693c895fd075d0e691994efa27826df03cc9e557	0
9a52f1c30f4d10b0	36a9047796976062	\\xa6b8bdc5cfc9a69c48fa5aca318f66b981613f2a3d3f5454af3b6e1acfde372f	0
9a52f1c30f4d10b0	36a9047796976062	\\xbea8838f932552fff116c7a8edddc0311f71ff4ae47fbdd8b52176ead6775453	0
9a52f1c30f4d10b0	36a9047796976062	\\xd387a0d599dacbc01c80c4b8fecee99e5b1a7d5735a07cd081f82f3fa3824831	0
9a52f1c30f4d10b0	36a9047796976062	\\xd422488a732d354c984d9ec3b6b6e8fdda7eefdce1c75648100459ec8f1309de	0
9a52f1c30f4d10b0	36a9047796976062	\\xfcdd79b38ccd612691d26c9356c1b6384539eadc8229cf51d888dfba3fd3e68f	0
9a52f1c30f4d10b0	36a9047796976062	\\xfdeadc91a039238c0aa28fd60dff89268d91043d9cdf0cd04188f97abb07f374	0
9a52f1c30f4d10b0	e5d47ebd70cf7591	\\x01770fd5d41a59fc585924bd230b39ddeefcdc2652c864e0512ae3864c29f65d	0
9a52f1c30f4d10b0	e5d47ebd70cf7591	\\x20ac5c1b7326d1fa0cb82e7102fbff06cf93b38e7611f6ce0ec5767a5b51489b	0
9a52f1c30f4d10b0	e5d47ebd70cf7591	\\x4dcbb9142b66b9c58549afc1002f68d48ae6c99f0c00fbf582ef5aa345a85c89	0
9a52f1c30f4d10b0	e5d47ebd70cf7591	\\x6c05ce8e07dd9d9c8a7cd6b137609c7f27ce55e61023046d5a8af8439e209c3a	0
9a52f1c30f4d10b0	e5d47ebd70cf7591	\\x77b4cc0418e71b66b50252d45fd322652e151e557b1310bfbd5be42d8a721b86	0
9a52f1c30f4d10b0	e5d47ebd70cf7591	\\x9d7c1bc3812e6a291d5106267568a8805754d04793040a201830eaed2dabbec1	0
9a52f1c30f4d10b0	e5d47ebd70cf7591	\\xc0243867b4ad10167906f887d37d0efbc7ef76ff76eefe0fafa497bf80fe0eb7	0
9a52f1c30f4d10b0	e5d47ebd70cf7591	\\xca004a7cd8ef94a54f56d6e46b013b16be9a3179b2b9c701bf320ebb47322637	0
9a52f1c30f4d10b0	e5d47ebd70cf7591	\\xccccf8fb9f3ff9b62f3565e834063d00ca28adfe1f7b83f2d60f80a971d560cf	0
c010ddef79566c63	fa9d66120ae61675	\\x04a04623ef25e791f755516bff563369cb12cd8c4d28020673f3d015d16fab68	0
c010ddef79566c63	fa9d66120ae61675	\\x3f6f336c032a4c6fe6874d3d7e58391eaccc83d9951167d8e0388ce29464bdac	0
c010ddef79566c63	fa9d66120ae61675	\\x50d537525b47c906caa8b683f724c618a8874c3a5a97b0dfe349610d3dcc7fb0	0
c010ddef79566c63	fa9d66120ae61675	\\x833c623d36201621c5af6452e1c46aec0c3a86e532770e0f3fb6a7d8e4252d70	0
c010ddef79566c63	fa9d66120ae61675	\\xb741d743415592ec05b5f3463d78b4e69398e1ef6554dba8814df75c7774b70a	0
c010ddef79566c63	fa9d66120ae61675	\\xf93c4eeec5749d45162db6e33f8f9712a19abb9e7c5802c91ecf26cf7e1986e5	0
b5c1c6451f1f691c	0274b878e5c087af	\\x016d2f879b9e55a46657090dfe786784ad46631482c668ef2d7017067d151396	0
b5c1c6451f1f691c	0274b878e5c087af	\\x17472d64a2517ed94f012a7916c7c24f572087bea21ba8c0ef546ac678f855e2	0
b5c1c6451f1f691c	0274b878e5c087af	\\x6de22d8470570f6cf1874ca0ce85dd08c17141609ec19eaa7e244c939c746996	0
b5c1c6451f1f691c	0274b878e5c087af	\\x7c7094981abd3d9f013d7b894e3f5c7f72e5aac850c32ae0bbc37b2f1eec1761	0
b5c1c6451f1f691c	0274b878e5c087af	\\x86fb08aa55cfce7575125ca21c2007d8879cd393a7d913ef49ab3ffbb5e17906	1
b5c1c6451f1f691c	0274b878e5c087af	\\xa63d05ce8b3acf040c8c42f6d97446583f815d908486365d4e4da63d52f7cbed	0
b5c1c6451f1f691c	0274b878e5c087af	\\xae41b29d3958287674e7eb69e214ca027b6a01d95e770822c746763b995b77c1	0
b5c1c6451f1f691c	0274b878e5c087af	\\xf70edec48b61e35c5c9dccdc9b1eb8963de02a16742e5bbec1eee051f02b7647	0
b5c1c6451f1f691c	0274b878e5c087af	\\xfc1856a978f6a3e63367a3be203391b20944059500416ace2d5e858c59d03a81	0
\.


--
-- Data for Name: standing; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.standing (meeting, subject, round) FROM stdin;
9a52f1c30f4d10b0	s1	6a1514e4f56ce2b7
9a52f1c30f4d10b0	s2	36a9047796976062
9a52f1c30f4d10b0	s3	36a9047796976062
9a52f1c30f4d10b0	s4	e5d47ebd70cf7591
9a52f1c30f4d10b0	s5	e5d47ebd70cf7591
9a52f1c30f4d10b0	s6	e5d47ebd70cf7591
c010ddef79566c63	s1	fa9d66120ae61675
c010ddef79566c63	s2	fa9d66120ae61675
b5c1c6451f1f691c	s1	0274b878e5c087af
b5c1c6451f1f691c	s2	c4973295c08ab803
\.


--
-- Data for Name: token; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.token (digest, meeting, voters, batch, recuse, void) FROM stdin;
\\x20041ccce5dcf497b7a7f4c1960db64636be7ae2d0aa20b49d792a4193f607fb	9a52f1c30f4d10b0	0	33a9af01	\N	0
\\x316f89db4edee5117c8a73ccd57db8ba0901a4db7bc4f4b5918e8bad51a11613	9a52f1c30f4d10b0	0	33a9af01	\N	0
\\x4182c70fafe157aa30ee12e9801c352677609c9d5a8f47b6626f469a4856262c	9a52f1c30f4d10b0	0	33a9af01	\N	0
\\x43326a84571014e9beee12ef7fa558ce7dc163c2c90ad6ccad35331bd6f0fe39	9a52f1c30f4d10b0	0	33a9af01	\N	0
\\x5e1569245d8d38f701e8c65bfa4a974aa9f02c0ec6ad1064ab9eecdc0f4f1809	9a52f1c30f4d10b0	0	33a9af01	\N	0
\\xb5ce5a1b6d19a199405f0b3ca77bbee847932b834f841ca540d53339890fb3b1	9a52f1c30f4d10b0	0	33a9af01	\N	0
\\xdf2847654759093364b708f23d4eba55e1541d1390b9bff0b8a3a4440cbc9df0	9a52f1c30f4d10b0	0	33a9af01	\N	0
\\x323fa3c1ae03143c9ebdaac7a0dd55b3795d271dd63fe4a28c3ad066a140fc2b	9a52f1c30f4d10b0	1	1b5766e6	\N	0
\\x382691a9abf22fcec4eaffb44dd175d4c830d2a9ea6fbc230da59e1ec4a7eadc	9a52f1c30f4d10b0	1	1b5766e6	\N	0
\\x66f2030b48e0f16dae72a115e3e4317e42e9b3df064c93568de2f056dc6945d0	9a52f1c30f4d10b0	1	1b5766e6	\N	0
\\x742f88167f20f292be588cf1ac171a9c61db7d0e5a60540bcb9914597c091d8d	9a52f1c30f4d10b0	1	1b5766e6	\N	0
\\x7752c451578a2be34834098053d962ec9a02a3468e6006d13ddbdd5842e60811	9a52f1c30f4d10b0	1	1b5766e6	\N	0
\\xc0faedb6ac7bbb951a67c59fef64b56c7606c68157e0c6706e263eb876bf1f3f	9a52f1c30f4d10b0	1	1b5766e6	\N	0
\\xcc6d6a0e5d7abf04203b51f7ac9a7e8d90eb39e973407ea4c3751a5d055d5ebb	9a52f1c30f4d10b0	1	1b5766e6	\N	0
\\xe43cd798aceda2d4bde18c87101654263b44c3d51727e993127433fd2430c1a3	9a52f1c30f4d10b0	1	1b5766e6	\N	0
\\x52f25e16968cec52d62ab45ec85798427e05d3a50755d9c0f69e2a72ba69c287	9a52f1c30f4d10b0	1	31b6cc42	s2	0
\\x2e8ec5cadd916f893bc9d2617eafb1fbae60bd969d408ca2bbd6fb4b299ee494	9a52f1c30f4d10b0	0	b31bac7d	\N	1
\\x41f989877237034b0b505e58bcdb81600f5764a5c3a0c1303e43765c6a7b076c	c010ddef79566c63	0	\N	\N	0
\\x15935572c7685b8f61766b2507c15f9b0449a964233a3541cd37384058700632	c010ddef79566c63	0	\N	\N	0
\\x9054f019d643f8cffac17dc29a6dc644ac12412779037b67f10a187343cf6bf7	c010ddef79566c63	0	\N	\N	0
\\x493b977583e4b4d2f5af718cf1b1a55e08e3bd6ce87c5baaf5395540818e343f	c010ddef79566c63	0	\N	\N	0
\\x698c72d9a147fd67ae0d4e9ac9a999bca61f217f087eaa6ea58aa89c2a8f95d7	c010ddef79566c63	0	\N	\N	0
\\x955773b517953aefdaa561267172dcd844c510d341ab554f7a3ed60cb6beec6b	c010ddef79566c63	0	\N	\N	0
\\x20e2b3698ab7a9c332574d3f81bfdd5f2281da57ddb2cc28aa8c70f7802f8eed	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\x467692880eb3e0dcb7a58cb91f7ab5f200bbdcf2c6e4fe800310c540eaaf6925	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\x49dc337df75e886809186ee8d41733821f92843bd252219c8332a82df6ee901d	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\x52c8f5172acc0012f8631d5c5ef1944e476b2f9a3cda4696fa38175ee27d61de	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\x548f942802bc214a79ab65bf47ea8cf2598de1abee6f21a00cc55a8c6ab6ec63	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\x55c5d14f8f702e2ec1b25c9a90620b903624bdb3d9c576205c1b25d86bcfc9f5	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\x5c7b877a133fc7013a649ad81e3382e2cbec3b19a5869de5d169a57ae296f1b3	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\x5e226b161483347173dec4b7494d8ef616899212471f18d08576e1bf233e5201	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\x61f928af1fb8fcf2b5cbaa35c0c0da25fc7b38f8cb34dbc39fe9a0b594ebd559	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\x83cb2ba9250c22c17c7f7c25ae328fd056e3782cf71793a20726cbf7fc58fd6d	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\x854ebba8a48d708c55c896657b42fb7099c37fd04eabe3b28c1a4afa65065379	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\xaa6752dfeaec4d9189f68b6c942c58251d5cef8aa6d8cab31899885571dbbebd	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\xb2948b275dc80e93ddf12d2f91ad4b56b6dfdaa2d3bae31e9a950e64f49e5465	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\xb9ca6b7ab4f293bb8f18c40ed6a4d4d78a8850734d1b57c9b9f12f428754fe01	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\xc5221cf2fd732bfaf228e83361160ff115f314e90b22a68f852aedd5118bc7df	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\xd759c13200583b9d495079c457773e7c35b7cc68a7020c8eb62841b6244937ca	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\xe5bf93cc3d30685fd09c9c5ea39d9e67bed1e8a7ee6e85e00757c74db842751f	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\xf0f1a8b9fbc5243d204c26a9d0069d51dce5c603fce512fe7be10b76d94ef0f3	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\xf825fdbd9a55457e6fcaff58453bb837564e7178d2cc86efe8272f0db7c620d8	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\xfc552a785104e5a5d271c6564b2f3a53b69ba9a3f177d67cf9b19d8b2eb618dc	b5c1c6451f1f691c	0	44d8e57e	\N	0
\\x140fe4b751d89f3c3185d3a039db1b0ed032db3dede66764bd5e9f86b395e998	b5c1c6451f1f691c	0	0574bad5	s3	0
\\xb5e048f3854a4304e577b864475a1bf577a1b711992c24169cd263875b922804	b5c1c6451f1f691c	0	5f469598	\N	1
\.


--
-- Data for Name: vote; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.vote (meeting, round, subject, voters, marks, times) FROM stdin;
9a52f1c30f4d10b0	6a1514e4f56ce2b7	0	0	\\x9106	1
9a52f1c30f4d10b0	6a1514e4f56ce2b7	0	0	\\x9108	1
9a52f1c30f4d10b0	6a1514e4f56ce2b7	0	0	\\x9109	5
9a52f1c30f4d10b0	6a1514e4f56ce2b7	0	1	\\x9106	1
9a52f1c30f4d10b0	6a1514e4f56ce2b7	0	1	\\x9107	3
9a52f1c30f4d10b0	6a1514e4f56ce2b7	0	1	\\x9109	3
9a52f1c30f4d10b0	6a1514e4f56ce2b7	0	1	\\x910a	1
9a52f1c30f4d10b0	36a9047796976062	0	0	\\x9106	1
9a52f1c30f4d10b0	36a9047796976062	0	0	\\x9107	3
9a52f1c30f4d10b0	36a9047796976062	0	0	\\x9108	1
9a52f1c30f4d10b0	36a9047796976062	0	0	\\x9109	2
9a52f1c30f4d10b0	36a9047796976062	0	1	\\x9106	1
9a52f1c30f4d10b0	36a9047796976062	0	1	\\x9107	2
9a52f1c30f4d10b0	36a9047796976062	0	1	\\x9108	3
9a52f1c30f4d10b0	36a9047796976062	0	1	\\x9109	1
9a52f1c30f4d10b0	36a9047796976062	0	1	\\x910a	1
9a52f1c30f4d10b0	36a9047796976062	0	1	\\xc0	1
9a52f1c30f4d10b0	36a9047796976062	1	0	\\x9106	1
9a52f1c30f4d10b0	36a9047796976062	1	0	\\x9107	1
9a52f1c30f4d10b0	36a9047796976062	1	0	\\x9108	1
9a52f1c30f4d10b0	36a9047796976062	1	0	\\x9109	3
9a52f1c30f4d10b0	36a9047796976062	1	0	\\x910a	1
9a52f1c30f4d10b0	36a9047796976062	1	1	\\x9106	3
9a52f1c30f4d10b0	36a9047796976062	1	1	\\x9107	1
9a52f1c30f4d10b0	36a9047796976062	1	1	\\x9109	2
9a52f1c30f4d10b0	36a9047796976062	1	1	\\x910a	3
9a52f1c30f4d10b0	e5d47ebd70cf7591	0	1	\\x9106	3
9a52f1c30f4d10b0	e5d47ebd70cf7591	0	1	\\x9107	1
9a52f1c30f4d10b0	e5d47ebd70cf7591	0	1	\\x9108	3
9a52f1c30f4d10b0	e5d47ebd70cf7591	0	1	\\x910a	2
9a52f1c30f4d10b0	e5d47ebd70cf7591	1	1	\\x9106	1
9a52f1c30f4d10b0	e5d47ebd70cf7591	1	1	\\x9107	1
9a52f1c30f4d10b0	e5d47ebd70cf7591	1	1	\\x9108	2
9a52f1c30f4d10b0	e5d47ebd70cf7591	1	1	\\x9109	2
9a52f1c30f4d10b0	e5d47ebd70cf7591	1	1	\\x910a	2
9a52f1c30f4d10b0	e5d47ebd70cf7591	1	1	\\xc0	1
9a52f1c30f4d10b0	e5d47ebd70cf7591	2	1	\\x9107	1
9a52f1c30f4d10b0	e5d47ebd70cf7591	2	1	\\x9108	4
9a52f1c30f4d10b0	e5d47ebd70cf7591	2	1	\\x9109	3
9a52f1c30f4d10b0	e5d47ebd70cf7591	2	1	\\x910a	1
c010ddef79566c63	fa9d66120ae61675	0	0	\\x9106	3
c010ddef79566c63	fa9d66120ae61675	0	0	\\x9107	1
c010ddef79566c63	fa9d66120ae61675	0	0	\\x9108	1
c010ddef79566c63	fa9d66120ae61675	0	0	\\x9109	1
c010ddef79566c63	fa9d66120ae61675	1	0	\\x9106	2
c010ddef79566c63	fa9d66120ae61675	1	0	\\x9107	1
c010ddef79566c63	fa9d66120ae61675	1	0	\\x9108	1
c010ddef79566c63	fa9d66120ae61675	1	0	\\x9109	1
c010ddef79566c63	fa9d66120ae61675	1	0	\\x910a	1
b5c1c6451f1f691c	0274b878e5c087af	0	0	\\x9106	1
b5c1c6451f1f691c	0274b878e5c087af	0	0	\\x9107	3
b5c1c6451f1f691c	0274b878e5c087af	0	0	\\x9108	2
b5c1c6451f1f691c	0274b878e5c087af	0	0	\\x9109	2
b5c1c6451f1f691c	0274b878e5c087af	0	0	\\x910a	1
\.


--
-- Data for Name: written; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.written (meeting, round, subject, key, text) FROM stdin;
9a52f1c30f4d10b0	6a1514e4f56ce2b7	0	problems	深入一线不够
9a52f1c30f4d10b0	36a9047796976062	0	problems	制度落实有差距
9a52f1c30f4d10b0	e5d47ebd70cf7591	0	problems	走访群众少
c010ddef79566c63	fa9d66120ae61675	0	problems	试投
b5c1c6451f1f691c	0274b878e5c087af	0	problems	调研不够深入
\.


--
-- Name: box_ballot box_ballot_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.box_ballot
    ADD CONSTRAINT box_ballot_pkey PRIMARY KEY (meeting, round, bid);


--
-- Name: box_key box_key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.box_key
    ADD CONSTRAINT box_key_pkey PRIMARY KEY (meeting, round);


--
-- Name: box_released box_released_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.box_released
    ADD CONSTRAINT box_released_pkey PRIMARY KEY (meeting, round, name);


--
-- Name: box_spent box_spent_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.box_spent
    ADD CONSTRAINT box_spent_pkey PRIMARY KEY (meeting, round, tag);


--
-- Name: box_turnout box_turnout_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.box_turnout
    ADD CONSTRAINT box_turnout_pkey PRIMARY KEY (meeting, round, node);


--
-- Name: code code_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.code
    ADD CONSTRAINT code_pkey PRIMARY KEY (digest);


--
-- Name: key key_meeting_role_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.key
    ADD CONSTRAINT key_meeting_role_key UNIQUE (meeting, role);


--
-- Name: key key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.key
    ADD CONSTRAINT key_pkey PRIMARY KEY (digest);


--
-- Name: log log_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.log
    ADD CONSTRAINT log_pkey PRIMARY KEY (meeting, number);


--
-- Name: meeting meeting_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.meeting
    ADD CONSTRAINT meeting_pkey PRIMARY KEY (id);


--
-- Name: migrated migrated_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.migrated
    ADD CONSTRAINT migrated_pkey PRIMARY KEY (number);


--
-- Name: presence presence_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.presence
    ADD CONSTRAINT presence_pkey PRIMARY KEY (meeting, node);


--
-- Name: retry retry_pkey1; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.retry
    ADD CONSTRAINT retry_pkey1 PRIMARY KEY (meeting, round, digest);


--
-- Name: revision revision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.revision
    ADD CONSTRAINT revision_pkey PRIMARY KEY (meeting);


--
-- Name: round round_meeting_number_key1; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_meeting_number_key1 UNIQUE (meeting, number);


--
-- Name: round round_pkey1; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_pkey1 PRIMARY KEY (meeting, id);


--
-- Name: spent spent_pkey1; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.spent
    ADD CONSTRAINT spent_pkey1 PRIMARY KEY (meeting, round, tag);


--
-- Name: standing standing_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.standing
    ADD CONSTRAINT standing_pkey PRIMARY KEY (meeting, subject);


--
-- Name: token token_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.token
    ADD CONSTRAINT token_pkey PRIMARY KEY (digest);


--
-- Name: vote vote_pkey1; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vote
    ADD CONSTRAINT vote_pkey1 PRIMARY KEY (meeting, round, subject, voters, marks);


--
-- Name: box_ballot_since; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX box_ballot_since ON public.box_ballot USING btree (meeting, round, since);


--
-- Name: one_running_round; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_running_round ON public.round USING btree (meeting) WHERE (state = ANY (ARRAY['open'::text, 'paper'::text, 'closing'::text]));


--
-- Name: token_of_meeting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX token_of_meeting ON public.token USING btree (meeting, voters, batch, void);


--
-- Name: written_of_round; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX written_of_round ON public.written USING btree (meeting, round);


--
-- PostgreSQL database dump complete
--


